import { Badge, Card, makeStyles, Tab, TabList, Text, Title1, tokens } from '@fluentui/react-components';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Schemas, Versioned } from '../api/client';
import { formatNumber } from '../format/format';
import { Commands } from '../parts/Commands';
import { Page, Section } from '../parts/Page';
import { Shown } from '../parts/States';
import { Growth } from './Growth';
import { Members } from './Members';
import { useSegment, type SegmentDefinition } from './queries';
import { SegmentCommands } from './SegmentCommands';
import { texts } from './texts';
import { UsedByList } from './UsedBy';

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
      <Shown asked={asked}>{(whole) => <Tabs whole={whole} />}</Shown>
    </Page>
  );
}

/** What it is, and who is in it; which of them is seen stands in the address. */
function Tabs(props: { whole: Whole }) {
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') === 'members' ? 'members' : 'overview';
  const { name, audience, members } = props.whole.value;
  return (
    <>
      <TabList
        aria-label={texts.details}
        selectedValue={tab}
        onTabSelect={(_, { value }) => setParams(value === 'members' ? { tab: 'members' } : {}, { replace: true })}
      >
        <Tab value="overview">{texts.overview}</Tab>
        <Tab value="members">{texts.membersTab(formatNumber(members))}</Tab>
      </TabList>
      {tab === 'members' ? <Members name={name} audience={audience} /> : <Overview whole={props.whole} />}
    </>
  );
}

function Overview(props: { whole: Whole }) {
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
