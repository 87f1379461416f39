import {
  Button,
  makeStyles,
  Select,
  Spinner,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { Schemas } from '../../api/client';
import { formatNumber } from '../../format/format';
import { Section } from '../../parts/Page';
import { Failure, Faults } from '../../parts/States';
import { texts as all } from '../texts';
import { useDryRun, useUploadCommands, type Upload } from './uploads';

const texts = all.import;

const useStyles = makeStyles({
  table: { maxWidth: '720px' },
  numbers: { display: 'flex', gap: tokens.spacingHorizontalXXL },
  number: { display: 'flex', flexDirection: 'column' },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
});

/** Which column becomes which, and what would happen. */
export function ImportTrial(props: { upload: Upload; table: Schemas['Table']; onGone: () => void }) {
  const styles = useStyles();
  const { upload } = props;
  const commands = useUploadCommands(upload.id);
  const trial = useDryRun(upload);
  const [error, setError] = useState<unknown>();
  const [mapping, setMapping] = useState<Record<string, string | null>>(upload.mapping);
  const sent = useRef(Promise.resolve());
  const attempt = (work: Promise<void>) => void work.catch(setError);
  const result = trial.data;
  // Quick choices are sent one after the other, and none undoes another.
  const map = (column: string, name: string | null) => {
    const next = { ...mapping, [column]: name };
    setMapping(next);
    sent.current = sent.current.then(() => commands.map(next)).catch(setError);
  };
  return (
    <>
      {error !== undefined && <Failure error={error} />}
      <Section title={texts.mapping}>
        <Text>{texts.mappingHint}</Text>
        <Table aria-label={texts.mapping} size="small" className={styles.table}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell>{texts.ofFile}</TableHeaderCell>
              <TableHeaderCell>{texts.ofTable}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {upload.columns.map((column) => (
              <TableRow key={column}>
                <TableCell>{column}</TableCell>
                <TableCell>
                  <Select
                    size="small"
                    aria-label={column}
                    value={mapping[column] ?? ''}
                    onChange={(_, { value }) => map(column, value === '' ? null : value)}
                  >
                    <option value="">{texts.leaveOut}</option>
                    {Object.keys(props.table.columns).map((name) => (
                      <option key={name}>{name}</option>
                    ))}
                  </Select>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Section>
      <Section title={texts.tryOut}>
        {trial.isFetching && <Spinner label={texts.trying} labelPosition="after" size="tiny" />}
        {trial.error && <Failure error={trial.error} />}
        {result && (
          <>
            <div className={styles.numbers}>
              {[
                [texts.added, result.added] as const,
                [texts.changed, result.changed] as const,
                [texts.rejected, result.rejected] as const,
              ].map(([name, count]) => (
                <span key={name} className={styles.number}>
                  <Text size={600} weight="semibold">
                    {formatNumber(count)}
                  </Text>
                  <Text>{name}</Text>
                </span>
              ))}
            </div>
            {result.problems.length > 0 && (
              <Faults faults={result.problems.map((it) => ({ ...it, message: `${it.place}: ${it.message}` }))} />
            )}
          </>
        )}
        <div className={styles.actions}>
          <Button
            appearance="primary"
            disabled={result === undefined || result.added + result.changed === 0}
            onClick={() => attempt(commands.start())}
          >
            {texts.start(formatNumber(result === undefined ? 0 : result.rows - result.rejected))}
          </Button>
          <Button onClick={() => attempt(commands.cancel().then(props.onGone))}>{texts.cancel}</Button>
        </div>
      </Section>
    </>
  );
}
