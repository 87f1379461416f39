import { Badge, Button, Card, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useParams } from 'react-router';
import type { Schemas } from '../api/client';
import { formatValue } from '../format/format';
import { Ago } from '../parts/Ago';
import { NavLink } from '../parts/NavLink';
import { Page, Section } from '../parts/Page';
import { Shown } from '../parts/States';
import { segmentPath } from '../segments/places';
import { texts as common } from '../texts';
import { nameOfKind } from '../tiles/texts';
import { ConsentSection } from './ConsentSection';
import { usePerson, useTimeline, type Happening, type Person } from './queries';
import { texts } from './texts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(300px, 2fr) minmax(0, 3fr)',
    gap: tokens.spacingHorizontalXL,
    '@media (max-width: 900px)': { gridTemplateColumns: '1fr' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  attributes: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  timeline: { listStyleType: 'none', margin: 0, padding: 0 },
  happening: {
    display: 'grid',
    gridTemplateColumns: '150px 1fr',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
});

function nameOf(person: Person): string {
  const { name, email } = person.roles;
  return formatValue(name) || formatValue(email) || person.key;
}

/** A person: what is known of them, where they are, and all that happened to them. */
export default function PersonPage() {
  const { audience = '', key = '' } = useParams();
  const asked = usePerson(audience, key);
  const styles = useStyles();
  return (
    <Page
      title={asked.data ? nameOf(asked.data) : key}
      lead={`${audience} · ${key}`}
      beside={asked.data && <Badge appearance="tint">{texts.consents[asked.data.consent] ?? asked.data.consent}</Badge>}
    >
      <Shown asked={asked}>
        {(person) => (
          <>
            {!person.exists && (
              <MessageBar intent="warning">
                <MessageBarBody>{texts.removed}</MessageBarBody>
              </MessageBar>
            )}
            <div className={styles.grid}>
              <div className={styles.column}>
                <Card>
                  <Section title={texts.attributes}>
                    <Attributes person={person} />
                  </Section>
                </Card>
                <ConsentSection audience={audience} person={key} />
                <Section title={texts.segments}>
                  <Segments person={person} />
                </Section>
                <Section title={texts.journeys}>
                  <Journeys person={person} />
                </Section>
              </div>
              <Timeline audience={audience} person={key} />
            </div>
          </>
        )}
      </Shown>
    </Page>
  );
}

function Attributes(props: { person: Person }) {
  const styles = useStyles();
  return (
    <dl className={styles.attributes}>
      {Object.entries(props.person.attributes).map(([column, value]) => [
        <dt key={`${column} name`}>{column}</dt>,
        <dd key={column}>{formatValue(value) || <span className={styles.quiet}>{texts.missingValue}</span>}</dd>,
      ])}
    </dl>
  );
}

function Segments(props: { person: Person }) {
  const styles = useStyles();
  const { segments } = props.person;
  return segments.length === 0 ? (
    <Text className={styles.quiet}>{texts.noSegments}</Text>
  ) : (
    <ul className={styles.list}>
      {segments.map((it) => (
        <li key={it.segment}>
          <NavLink to={segmentPath(it.segment)}>{it.segment}</NavLink>{' '}
          {it.since && (
            <span className={styles.quiet}>
              {texts.since} <Ago at={it.since} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const journeyPath = (name: string) => `/engagement/journeys/${encodeURIComponent(name)}`;
const messagePath = (name: string) => `/engagement/messages/${encodeURIComponent(name)}`;

/** What a step does; its number where nobody knows that any more. */
function tileOf(it: { step?: string; tile?: Schemas['Tile'] }): string {
  const { step, tile } = it;
  return tile === undefined ? (step ?? '') : [nameOfKind(tile.kind), tile.name].filter(Boolean).join(' ');
}

function Journeys(props: { person: Person }) {
  const styles = useStyles();
  const { journeys } = props.person;
  return journeys.length === 0 ? (
    <Text className={styles.quiet}>{texts.noJourneys}</Text>
  ) : (
    <ul className={styles.list}>
      {journeys.map((it) => (
        <li key={`${it.journey} ${it.run}`}>
          <NavLink to={journeyPath(it.journey)}>{it.journey}</NavLink>{' '}
          <span className={styles.quiet}>
            {it.step === undefined ? texts.waitsForTurn : texts.atTile(tileOf(it))}
            {it.until && (
              <>
                {' '}
                {texts.until} <Ago at={it.until} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Timeline(props: { audience: string; person: string }) {
  const styles = useStyles();
  const query = useTimeline(props.audience, props.person);
  return (
    <Section title={texts.timeline}>
      <Shown asked={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <Text className={styles.quiet}>{texts.nothingHappened}</Text>
          ) : (
            <>
              <ol className={styles.timeline} aria-label={texts.timeline}>
                {items.map((it, index) => (
                  <li key={`${it.at} ${it.kind} ${index}`} className={styles.happening}>
                    <span className={styles.quiet}>
                      <Ago at={it.at} />
                    </span>
                    <span>
                      <What happening={it} />
                    </span>
                  </li>
                ))}
              </ol>
              {query.hasNextPage && (
                <Button size="small" onClick={() => void query.fetchNextPage()}>
                  {common.more}
                </Button>
              )}
            </>
          );
        }}
      </Shown>
    </Section>
  );
}

function What(props: { happening: Happening }) {
  const styles = useStyles();
  const it = props.happening;
  const what = texts.kinds[it.kind] ?? it.kind;
  const reason = it.reason && ` (${texts.reasons[it.reason] ?? it.reason})`;
  if (it.segment !== undefined) {
    return (
      <>
        {what} <NavLink to={segmentPath(it.segment)}>{it.segment}</NavLink>
      </>
    );
  }
  if (it.kind === 'event') {
    return (
      <>
        {what} <strong>{it.name}</strong>{' '}
        {it.properties !== undefined && <span className={styles.quiet}>{JSON.stringify(it.properties)}</span>}
      </>
    );
  }
  const journey = it.journey && <NavLink to={journeyPath(it.journey)}>{it.journey}</NavLink>;
  return (
    <>
      {what}{' '}
      {it.message !== undefined ? (
        <>
          <NavLink to={messagePath(it.message)}>{it.message}</NavLink>
          {reason}{' '}
          {journey && (
            <span className={styles.quiet}>
              {texts.inJourney('')}
              {journey}
            </span>
          )}
          {it.link && <span className={styles.quiet}> {it.link}</span>}
        </>
      ) : (
        <>
          {it.step !== undefined && (
            <>
              <strong>{tileOf(it)}</strong> {texts.inJourney('')}
            </>
          )}
          {journey}
          {reason}
          {it.until && (
            <span className={styles.quiet}>
              {' '}
              {texts.until} <Ago at={it.until} />
            </span>
          )}
        </>
      )}
    </>
  );
}
