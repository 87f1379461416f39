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
import { api, ask, type Schemas } from '../api/client';
import { Section } from '../parts/Page';
import { Shown } from '../parts/States';
import { texts as all } from './texts';

const texts = all.senders;

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  value: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  note: { display: 'block', color: tokens.colorNeutralForeground3 },
  narrow: { width: '80px' },
  cell: { verticalAlign: 'top', paddingBlock: tokens.spacingVerticalS },
});

/** What to publish in the name service for each domain that letters come from. */
export function SenderRecords() {
  const asked = useQuery({ queryKey: ['sender'], queryFn: () => ask(api.GET('/api/v1/sender')) });
  return (
    <Section title={texts.title}>
      <Text>{texts.lead}</Text>
      <Shown asked={asked}>
        {({ domains }) =>
          domains.length === 0 ? (
            <Text>{texts.none}</Text>
          ) : (
            domains.map((domain) => <Domain key={domain.domain} domain={domain} />)
          )
        }
      </Shown>
    </Section>
  );
}

function Domain(props: { domain: Schemas['SenderDomain'] }) {
  const styles = useStyles();
  const { domain, senders, records } = props.domain;
  return (
    <Section title={domain}>
      <Text>{texts.from(senders.join(', '))}</Text>
      <div className={styles.scroll}>
        <Table aria-label={domain} size="small">
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.narrow}>{texts.purpose}</TableHeaderCell>
              <TableHeaderCell>{texts.name}</TableHeaderCell>
              <TableHeaderCell className={styles.narrow}>{texts.type}</TableHeaderCell>
              <TableHeaderCell>{texts.value}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {records.map((it) => (
              <TableRow key={it.purpose}>
                <TableCell className={styles.cell}>{texts.purposes[it.purpose] ?? it.purpose}</TableCell>
                <TableCell className={styles.cell}>
                  <span className={styles.value}>{it.name}</span>
                </TableCell>
                <TableCell className={styles.cell}>{it.type}</TableCell>
                <TableCell className={styles.cell}>
                  <span>
                    {it.value === undefined ? texts.unknown : <span className={styles.value}>{it.value}</span>}
                    <Text className={styles.note} size={200}>
                      {it.note}
                    </Text>
                  </span>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}
