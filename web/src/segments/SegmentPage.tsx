import { Badge, Button, Card, makeStyles, SearchBox, Text, Title1, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Schemas, Versioned } from '../api/client';
import { formatNumber } from '../format/format';
import { Commands } from '../parts/Commands';
import { PeopleTable } from '../parts/PeopleTable';
import { Page, Section } from '../parts/Page';
import { Empty, Loading, Shown } from '../parts/States';
import { useGrowth, useMembers, useSegment, type SegmentDefinition } from './queries';
import { SegmentCommands } from './SegmentCommands';
import { texts } from './texts';
import { UsedByList } from './UsedBy';

const DayChart = lazy(() => import('../parts/DayChart'));

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(220px, 1fr) minmax(0, 3fr)',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 900px)': { gridTemplateColumns: '1fr' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  where: {
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground3,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    margin: 0,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type Whole = Versioned<Schemas['SegmentDefinition']>;

/** The details of a segment: its members now, how it grew, what it says, who is in it, what uses it. */
export default function SegmentPage() {
  const { name = '' } = useParams();
  const asked = useSegment(name);
  const navigate = useNavigate();
  return (
    <Page
      title={name}
      beside={asked.data && <Badge appearance="tint">{asked.data.value.title}</Badge>}
      commands={
        asked.data && (
          <Commands label={texts.commands}>
            <SegmentCommands segment={asked.data.value} onRemoved={() => void navigate('/audience/segments')} />
          </Commands>
        )
      }
    >
      <Shown asked={asked}>{(whole) => <Details whole={whole} />}</Shown>
    </Page>
  );
}

function Details(props: { whole: Whole }) {
  const styles = useStyles();
  const segment = props.whole.value;
  return (
    <div className={styles.grid}>
      <div className={styles.column}>
        <Card>
          <Text className={styles.quiet}>{texts.membersNow}</Text>
          <Title1 data-testid="members">{formatNumber(segment.members)}</Title1>
          <Text className={styles.quiet}>
            {segment.audience} · {texts.kinds[segment.kind] ?? segment.kind}
          </Text>
        </Card>
        <Section title={texts.usedBy}>
          <UsedByList uses={segment.usedBy} />
        </Section>
      </div>
      <div className={styles.column}>
        <Growth name={segment.name} />
        {segment.source === 'outbound-marketing' && (
          <Section title={texts.definition}>
            <Definition definition={segment.definition as SegmentDefinition} />
          </Section>
        )}
        <Members name={segment.name} />
      </div>
    </div>
  );
}

function Definition(props: { definition: SegmentDefinition }) {
  const styles = useStyles();
  const { where, members, also, never } = props.definition;
  return (
    <>
      {where !== undefined && <pre className={styles.where}>{where}</pre>}
      {members !== undefined && <Text>{texts.staticKeys(formatNumber(members.length))}</Text>}
      {also !== undefined && also.length > 0 && (
        <Text>
          {texts.always}: {also.join(', ')}
        </Text>
      )}
      {never !== undefined && never.length > 0 && (
        <Text>
          {texts.never}: {never.join(', ')}
        </Text>
      )}
    </>
  );
}

function Growth(props: { name: string }) {
  const growth = useGrowth(props.name);
  return (
    <Section title={texts.growth}>
      <Shown asked={growth} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{texts.growthNone}</Text>
          ) : (
            <Suspense fallback={<Loading lines={4} />}>
              <DayChart
                gaps="as-before"
                label={texts.growth}
                lines={[{ name: texts.members, days: items.map((it) => ({ day: it.day, value: it.members })) }]}
              />
            </Suspense>
          )
        }
      </Shown>
    </Section>
  );
}

function Members(props: { name: string }) {
  const [search, setSearch] = useState('');
  const query = useMembers(props.name, search);
  return (
    <Section
      title={texts.members}
      beside={
        <>
          <SearchBox
            aria-label={texts.members}
            placeholder={texts.members}
            value={search}
            onChange={(_, { value }) => setSearch(value)}
          />
          <Button
            as="a"
            icon={<ArrowDownloadRegular />}
            href={`/api/v1/segments/${encodeURIComponent(props.name)}/members?format=csv`}
            download={`${props.name}.csv`}
          >
            {texts.exportCsv}
          </Button>
        </>
      }
    >
      <PeopleTable
        label={texts.members}
        query={query}
        columnsOf={(row) => row.columns}
        empty={<Empty title={texts.noMembers} hint={texts.noMembersHint} />}
      />
    </Section>
  );
}
