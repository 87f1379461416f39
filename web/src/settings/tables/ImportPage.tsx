import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useParams } from 'react-router';
import { useListState } from '../../parts/listState';
import { Allowed } from '../../parts/Allowed';
import { Page } from '../../parts/Page';
import { Failure, Shown } from '../../parts/States';
import { texts as all } from '../texts';
import { ImportRun } from './ImportRun';
import { ImportTrial } from './ImportTrial';
import { useTable } from './TablePage';
import { send, useUpload } from './uploads';

const texts = all.import;

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalXXXL,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  file: { display: 'none' },
  quiet: { color: tokens.colorNeutralForeground3, textAlign: 'center' },
});

/** Takes a file into a table: choose, map, dry run, import, see what was rejected. Its address outlives a reload. */
export default function ImportPage() {
  const { table: name = '' } = useParams();
  const table = useTable(name);
  const state = useListState();
  const id = state.filter('upload');
  const upload = useUpload(id);
  return (
    <Page title={texts.title(name)} lead={texts.lead}>
      <Allowed needs="data">
        {id === undefined ? (
          <ChooseFile table={name} onSent={(sent) => state.filterBy('upload', sent)} />
        ) : (
          <Shown asked={upload}>
            {(it) =>
              it.state === 'waiting' ? (
                <Shown asked={table}>
                  {(found) => <ImportTrial upload={it} table={found} onGone={() => state.clear()} />}
                </Shown>
              ) : (
                <ImportRun upload={it} onAnother={() => state.clear()} />
              )
            }
          </Shown>
        )}
      </Allowed>
    </Page>
  );
}

function ChooseFile(props: { table: string; onSent: (id: string) => void }) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const take = async (file: File | undefined) => {
    if (file) {
      setBusy(true);
      setError(undefined);
      try {
        props.onSent((await send(props.table, file)).id);
      } catch (failure) {
        setError(failure);
        setBusy(false);
      }
    }
  };
  return (
    <>
      {error !== undefined && <Failure error={error} />}
      <div
        className={styles.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <input
          ref={input}
          type="file"
          aria-label={texts.file}
          className={styles.file}
          accept=".csv,.gz,.ndjson,.parquet"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {busy ? (
          <Spinner label={texts.uploading} />
        ) : (
          <>
            <Text>{texts.drop}</Text>
            <Button appearance="primary" onClick={() => input.current?.click()}>
              {texts.choose}
            </Button>
            <Text size={200} className={styles.quiet}>
              {texts.formats}
            </Text>
          </>
        )}
      </div>
    </>
  );
}
