import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { formatNumber } from '../format/format';
import { useSeeds } from '../messages/queries';
import { Ago } from '../parts/Ago';
import { Confirm } from '../parts/Confirm';
import { Page, Section } from '../parts/Page';
import { Shown } from '../parts/States';
import { ReturnedMail } from './ReturnedMail';
import { SenderRecords } from './SenderRecords';
import { texts as all } from './texts';
import { Troubles } from './Troubles';

const texts = all.channels;

const useStyles = makeStyles({
  stop: { alignSelf: 'start', backgroundColor: tokens.colorPaletteRedBackground3, color: 'white' },
  yaml: {
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'pre-wrap',
    margin: 0,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
});

export function useSending() {
  return useQuery({ queryKey: ['sending'], queryFn: () => ask(api.GET('/api/v1/sending')) });
}

/** The lines of caravan.yaml that declare channels. */
function declared(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('channels:'));
  if (first < 0) {
    return '';
  }
  const next = lines.findIndex((line, index) => index > first && /^\S/.test(line) && !line.startsWith('#'));
  return lines
    .slice(first, next < 0 ? undefined : next)
    .join('\n')
    .trimEnd();
}

/** Settings > Channels. */
export default function ChannelsPage() {
  const styles = useStyles();
  const sending = useSending();
  const documents = useQuery({
    queryKey: ['workspace'],
    queryFn: () => ask(api.GET('/api/v1/workspace/documents')),
    select: ({ documents }) => declared(documents['caravan.yaml']?.text ?? ''),
  });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Shown asked={sending}>{(it) => <Sending sending={it} />}</Shown>
      <Troubles />
      <Section title={texts.declared}>
        <Shown asked={documents}>
          {(text) => (text === '' ? <Text>{texts.none}</Text> : <pre className={styles.yaml}>{text}</pre>)}
        </Shown>
      </Section>
      <Seeds />
      <ReturnedMail />
      <SenderRecords />
    </Page>
  );
}

/** Who gets messages that are tried out. */
function Seeds() {
  const seeds = useSeeds();
  return (
    <Section title={texts.seeds}>
      <Shown asked={seeds}>
        {({ addresses, everyRun }) => (
          <>
            <Text>{addresses.length === 0 ? texts.noSeeds : addresses.join(', ')}</Text>
            {addresses.length > 0 && <Text>{everyRun ? texts.seedsEveryRun : texts.seedsTests}</Text>}
          </>
        )}
      </Shown>
    </Section>
  );
}

/** Whether messages leave; the emergency stop, and its release. */
export function Sending(props: { sending: Schemas['Sending'] }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const mayStop = useMay('edit');
  const [dialog, setDialog] = useState<'stop' | 'release'>();
  const [reason, setReason] = useState('');
  const { stopped, waiting } = props.sending;
  const again = () => queries.invalidateQueries({ queryKey: ['sending'] });
  const people = formatNumber(waiting.reduce((sum, it) => sum + it.people, 0));
  return (
    <>
      {stopped ? (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.stopped}</MessageBarTitle>
            {props.sending.since && <Ago at={props.sending.since} />}{' '}
            {props.sending.author && texts.by(props.sending.author)} {props.sending.reason}
          </MessageBarBody>
          {mayStop && (
            <MessageBarActions>
              <Button onClick={() => setDialog('release')}>{texts.release}</Button>
            </MessageBarActions>
          )}
        </MessageBar>
      ) : (
        <>
          <Text>{texts.running}</Text>
          {mayStop && (
            <Button className={styles.stop} appearance="primary" onClick={() => setDialog('stop')}>
              {texts.stop}
            </Button>
          )}
        </>
      )}
      {props.sending.faults.map((it) => (
        <MessageBar key={it.channel} intent="warning" layout="multiline">
          <MessageBarBody>
            {it.channel === 'returns' ? (
              <>
                <MessageBarTitle>{texts.heldReturns}</MessageBarTitle>
                {it.fault}
              </>
            ) : (
              <>
                <MessageBarTitle>{texts.held}</MessageBarTitle>
                {it.channel}: {it.fault}
              </>
            )}
          </MessageBarBody>
        </MessageBar>
      ))}
      <Section title={texts.waiting}>
        {waiting.length === 0 ? <Text>{texts.nothingWaits}</Text> : <Waiting deliveries={waiting} />}
      </Section>
      {dialog === 'stop' && (
        <Confirm
          title={texts.stopTitle}
          action={texts.stop}
          onClose={() => setDialog(undefined)}
          onConfirm={async () => {
            await api.POST('/api/v1/sending/stop', { body: reason === '' ? {} : { reason } });
            await again();
          }}
        >
          <p>{texts.stopText}</p>
          <Field label={texts.reason}>
            <Input value={reason} onChange={(_, { value }) => setReason(value)} />
          </Field>
        </Confirm>
      )}
      {dialog === 'release' && (
        <Confirm
          title={texts.releaseTitle}
          action={texts.release}
          onClose={() => setDialog(undefined)}
          onConfirm={async () => {
            await api.POST('/api/v1/sending/release');
            await again();
          }}
        >
          {texts.releaseText(people)}
        </Confirm>
      )}
    </>
  );
}

function Waiting(props: { deliveries: Schemas['Delivery'][] }) {
  return (
    <Table aria-label={texts.waiting} size="small">
      <TableHeader>
        <TableRow>
          {[texts.journey, texts.step, texts.people, texts.decided].map((name) => (
            <TableHeaderCell key={name}>{name}</TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {props.deliveries.map((it) => (
          <TableRow key={it.id}>
            <TableCell>{it.journey}</TableCell>
            <TableCell>{it.step}</TableCell>
            <TableCell>{formatNumber(it.people)}</TableCell>
            <TableCell>
              <Ago at={it.decided} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
