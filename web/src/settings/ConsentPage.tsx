import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { formatNumber } from '../format/format';
import { NavLink } from '../parts/NavLink';
import { Page, Section } from '../parts/Page';
import { Shown } from '../parts/States';
import { SuppressedAddresses } from './SuppressedAddresses';
import { texts as all } from './texts';

const texts = all.consent;

type Consent = Schemas['Consent'];

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0, whiteSpace: 'pre-line' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  many: { paddingBlock: tokens.spacingVerticalS },
});

/** Settings > Consent. */
export default function ConsentPage() {
  const asked = useQuery({ queryKey: ['consent'], queryFn: () => ask(api.GET('/api/v1/consent')) });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Shown asked={asked}>
        {(consent) => (
          <>
            <Policy consent={consent} />
            <Topics consent={consent} />
            <Counts consent={consent} />
            <SuppressedAddresses consent={consent} />
          </>
        )}
      </Shown>
    </Page>
  );
}

function Policy(props: { consent: Consent }) {
  const styles = useStyles();
  const { model, tracking, postalAddress, caps, over } = props.consent;
  const capped = caps.map((it) => texts.cap(it.most, it.channel && (texts.channels[it.channel] ?? it.channel)));
  return (
    <>
      <dl className={styles.facts}>
        <dt>{texts.model}</dt>
        <dd>{texts.models[model] ?? model}</dd>
        <dt>{texts.tracking}</dt>
        <dd>{texts.trackings[tracking] ?? tracking}</dd>
        <dt>{texts.postalAddress}</dt>
        <dd>{postalAddress ?? texts.noPostalAddress}</dd>
        <dt>{texts.caps}</dt>
        <dd>{caps.length === 0 ? texts.noCaps : [...capped, texts.over[over] ?? over].join('\n')}</dd>
      </dl>
      <Text className={styles.quiet}>{texts.changed}</Text>
    </>
  );
}

function Rows(props: { label: string; names: string[]; children: ReactNode }) {
  return (
    <Table aria-label={props.label} size="small">
      <TableHeader>
        <TableRow>
          {props.names.map((name) => (
            <TableHeaderCell key={name}>{name}</TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>{props.children}</TableBody>
    </Table>
  );
}

function Topics(props: { consent: Consent }) {
  const styles = useStyles();
  const { topics } = props.consent;
  return (
    <Section title={texts.topics}>
      {topics.length === 0 ? (
        <Text>{texts.noTopics}</Text>
      ) : (
        <Rows label={texts.topics} names={[texts.topic, texts.titleOfTopic, texts.messages]}>
          {topics.map((it) => (
            <TableRow key={it.topic}>
              <TableCell>{it.topic}</TableCell>
              <TableCell>{it.declared ? it.title : <span className={styles.quiet}>{texts.undeclared}</span>}</TableCell>
              <TableCell className={styles.many}>
                <span>
                  {it.messages.map((name, index) => (
                    <span key={name}>
                      {index > 0 && ', '}
                      <NavLink to={`/engagement/messages/${encodeURIComponent(name)}`}>{name}</NavLink>
                    </span>
                  ))}
                </span>
              </TableCell>
            </TableRow>
          ))}
        </Rows>
      )}
    </Section>
  );
}

function Counts(props: { consent: Consent }) {
  const { counts, topics } = props.consent;
  const title = (topic: string | undefined) =>
    topic === undefined ? texts.everything : (topics.find((it) => it.topic === topic)?.title ?? topic);
  return (
    <Section title={texts.counts}>
      <Rows label={texts.counts} names={[texts.audience, texts.channel, texts.topic, texts.yes, texts.no]}>
        {counts.map((it) => (
          <TableRow key={`${it.audience} ${it.channel} ${it.topic}`}>
            <TableCell>{it.audience}</TableCell>
            <TableCell>{texts.channels[it.channel] ?? it.channel}</TableCell>
            <TableCell>{title(it.topic)}</TableCell>
            <TableCell>{formatNumber(it.yes)}</TableCell>
            <TableCell>{formatNumber(it.no)}</TableCell>
          </TableRow>
        ))}
      </Rows>
    </Section>
  );
}
