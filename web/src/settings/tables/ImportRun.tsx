import { Button, Link, MessageBar, MessageBarBody, ProgressBar, Text } from '@fluentui/react-components';
import { formatNumber } from '../../format/format';
import { Section } from '../../parts/Page';
import { useTell } from '../../parts/told';
import { texts as all } from '../texts';
import { isOver, useUploadCommands, type Upload } from './uploads';

const texts = all.import;

/** A file that is being taken in, or was. */
export function ImportRun(props: { upload: Upload; onAnother: () => void }) {
  const { upload } = props;
  const commands = useUploadCommands(upload.id);
  const tell = useTell();
  if (!isOver(upload)) {
    return (
      <Section title={texts.running}>
        <ProgressBar value={upload.read} max={Math.max(upload.rows, 1)} />
        <Text>{texts.read(formatNumber(upload.read), formatNumber(upload.rows))}</Text>
      </Section>
    );
  }
  const isDone = upload.state === 'done';
  return (
    <>
      <MessageBar intent={isDone ? 'success' : 'error'} layout="multiline">
        <MessageBarBody>
          {isDone ? '' : `${texts.failed}. ${upload.problem ?? ''} `}
          {texts.finished(formatNumber(upload.taken), formatNumber(upload.rejected))}
        </MessageBarBody>
      </MessageBar>
      {upload.rejected > 0 && (
        <Link href={`/api/v1/uploads/${upload.id}/rejected`} download="rejected.csv">
          {texts.download}
        </Link>
      )}
      <div>
        {!isDone && <Button onClick={() => void commands.start().catch(tell.failed)}>{texts.again}</Button>}{' '}
        <Button onClick={props.onAnother}>{texts.another}</Button>
      </div>
    </>
  );
}
