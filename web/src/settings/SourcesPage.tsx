import {
  Badge,
  Button,
  Card,
  CardHeader,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { formatNumber } from '../format/format';
import { Ago } from '../parts/Ago';
import { Confirm } from '../parts/Confirm';
import { Page } from '../parts/Page';
import { Shown } from '../parts/States';
import { useTell } from '../parts/told';
import { ConnectionForm } from './ConnectionForm';
import { texts as all } from './texts';

const texts = all.sources;

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(420px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
});

type Source = Schemas['Source'];

/** Settings > Sources. */
export default function SourcesPage() {
  const styles = useStyles();
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: () => ask(api.GET('/api/v1/sources')),
    refetchInterval: 5_000,
  });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Shown asked={sources}>
        {({ items }) => (
          <div className={styles.cards}>
            {items.map((source) => (
              <SourceCard key={source.source} source={source} />
            ))}
          </div>
        )}
      </Shown>
    </Page>
  );
}

function SourceCard(props: { source: Source }) {
  const { source } = props;
  const isOurs = source.source === 'outbound-marketing';
  return (
    <Card>
      <CardHeader
        header={<Subtitle1 as="h2">{source.title}</Subtitle1>}
        description={<Text>{texts.segments(formatNumber(source.segments))}</Text>}
      />
      {isOurs ? <Text>{texts.own}</Text> : <Connected connection={source.connection} />}
    </Card>
  );
}

function Connected(props: { connection: Schemas['SourceConnection'] | undefined }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const tell = useTell();
  const isAdministrator = useMay('admin');
  const mayRefresh = useMay('edit');
  const [dialog, setDialog] = useState<'change' | 'disconnect'>();
  const { connection } = props;
  const settings = connection?.settings;
  const again = () => queries.invalidateQueries({ queryKey: ['sources'] });
  const refresh = async () => {
    await api.POST('/api/v1/sources/customer-insights/refresh');
    await again();
  };
  return (
    <>
      {settings === undefined ? (
        <Text>{texts.notConnected}</Text>
      ) : (
        <>
          <Text>{settings.environment}</Text>
          {connection?.refreshing && <Badge color="informative">{texts.refreshing}</Badge>}
          {connection?.lastGood && (
            <Text>
              {texts.lastGood} <Ago at={connection.lastGood.begun} />:{' '}
              {texts.profiles(formatNumber(connection.lastGood.profiles))},{' '}
              {texts.segments(formatNumber(connection.lastGood.segments))}
            </Text>
          )}
          {connection?.last && !connection.last.good && (
            <MessageBar intent="error" layout="multiline">
              <MessageBarBody>
                {texts.failed} {connection.last.message}
              </MessageBarBody>
            </MessageBar>
          )}
          {connection?.warnings.map((warning) => (
            <MessageBar key={warning} intent="warning" layout="multiline">
              <MessageBarBody>{warning}</MessageBarBody>
            </MessageBar>
          ))}
        </>
      )}
      <div className={styles.actions}>
        {mayRefresh && settings !== undefined && (
          <Button disabledFocusable={connection?.refreshing} onClick={() => void refresh().catch(tell.failed)}>
            {texts.refresh}
          </Button>
        )}
        {isAdministrator && (
          <>
            <Button onClick={() => setDialog('change')}>{settings === undefined ? texts.connect : texts.change}</Button>
            {settings !== undefined && <Button onClick={() => setDialog('disconnect')}>{texts.disconnect}</Button>}
          </>
        )}
      </div>
      {dialog === 'change' && (
        <ConnectionForm
          settings={settings}
          hasSecret={connection?.secret ?? false}
          onClose={() => setDialog(undefined)}
          onSaved={() => void again()}
        />
      )}
      {dialog === 'disconnect' && (
        <Confirm
          title={texts.disconnectTitle}
          action={texts.disconnect}
          onClose={() => setDialog(undefined)}
          onConfirm={async () => {
            await api.DELETE('/api/v1/sources/customer-insights');
            await again();
          }}
        >
          {texts.disconnectText}
        </Confirm>
      )}
    </>
  );
}
