import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { formatNumber } from '../../format/format';
import { Command, Commands } from '../../parts/Commands';
import { Page, Section } from '../../parts/Page';
import { Shown } from '../../parts/States';
import { texts as all } from '../texts';

const texts = all.tables;

const useStyles = makeStyles({ columns: { maxWidth: '720px' } });

export function useTable(table: string) {
  return useQuery({
    queryKey: ['tables', 'one', table],
    queryFn: () => ask(api.GET('/api/v1/tables/{table}', { params: { path: { table } } })),
  });
}

/** A table: its columns and what it is related to. */
export default function TablePage() {
  const { table = '' } = useParams();
  const asked = useTable(table);
  const mayWrite = useMay('data');
  return (
    <Page
      title={table}
      lead={asked.data && texts.manyRows(formatNumber(asked.data.rows))}
      commands={
        mayWrite &&
        asked.data?.source === 'outbound-marketing' && (
          <Commands label={texts.commands}>
            <Command
              name={texts.import}
              icon={<ArrowUploadRegular />}
              primary
              to={`/settings/tables/${encodeURIComponent(table)}/import`}
            />
          </Commands>
        )
      }
    >
      <Shown asked={asked}>{(it) => <Details table={it} />}</Shown>
    </Page>
  );
}

function Details(props: { table: Schemas['Table'] }) {
  const styles = useStyles();
  const { table } = props;
  const roles = Object.fromEntries(Object.entries(table.roles).map(([role, column]) => [column, role]));
  const relations = [
    ...Object.entries(table.toOne).map(([name, other]) => `${name}: ${texts.toOne(other)}`),
    ...Object.entries(table.toMany).map(([name, other]) => `${name}: ${texts.toMany(other)}`),
  ];
  return (
    <>
      <Section title={texts.columns}>
        <Table aria-label={texts.columns} size="small" className={styles.columns}>
          <TableHeader>
            <TableRow>
              {[all.name, texts.type, texts.roleOf].map((name) => (
                <TableHeaderCell key={name}>{name}</TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {Object.entries(table.columns).map(([column, type]) => (
              <TableRow key={column}>
                <TableCell>{column}</TableCell>
                <TableCell>{type}</TableCell>
                <TableCell>{column === table.key ? texts.key : (roles[column] ?? '')}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Section>
      <Section title={texts.relations}>
        {relations.length === 0 ? (
          <Text>{texts.noRelations}</Text>
        ) : (
          <ul>
            {relations.map((relation) => (
              <li key={relation}>{relation}</li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
