import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/session';
import { formatInstant } from '../../format/format';
import { useTell } from '../../parts/told';
import { JourneyDialog } from '../dialogs';
import { journeyPath } from '../places';
import { useTakePlanBack, type JourneyLine } from '../queries';
import { texts } from '../texts';
import type { Editor } from './useEditor';
import type { Saving } from './useSaving';

const useStyles = makeStyles({
  bars: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    ':empty': { display: 'none' },
    '@media print': { display: 'none' },
  },
});

/** What there is to know before one begins: why it is only read, what was restored, who else was here. */
export function Bars(props: {
  editor: Editor;
  saving: Saving;
  line: JourneyLine | undefined;
  isRestored: boolean;
  onDiscard: () => void;
}) {
  const styles = useStyles();
  const { editor, saving, line } = props;
  return (
    <div className={styles.bars}>
      {line?.problem !== undefined && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{line.problem}</MessageBarBody>
        </MessageBar>
      )}
      {line?.state === 'planned' && <Planned line={line} />}
      {editor.isReadOnly && line && <ReadOnly line={line} />}
      {props.isRestored && line && !editor.isReadOnly && (
        <MessageBar>
          <MessageBarBody>{texts.restored}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={props.onDiscard}>{texts.discard}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {saving.isBehind && editor.isDirty && line && (
        <MessageBar intent="warning">
          <MessageBarBody>{texts.conflictNow(line.name)}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => saving.ask(true)}>{texts.decide}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}

function Planned({ line }: { line: JourneyLine }) {
  const mayEdit = useMay('edit');
  const takeBack = useTakePlanBack();
  const tell = useTell();
  return (
    <MessageBar>
      <MessageBarBody>{line.next && texts.plannedFor(formatInstant(line.next))}</MessageBarBody>
      {mayEdit && (
        <MessageBarActions>
          <Button
            onClick={() =>
              void takeBack.mutateAsync(line.name).then(() => tell.done(texts.takenBack(line.name)), tell.failed)
            }
          >
            {texts.takeBack}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function ReadOnly({ line }: { line: JourneyLine }) {
  const mayEdit = useMay('edit');
  const navigate = useNavigate();
  const [isCopying, setCopying] = useState(false);
  const why =
    line.state === 'archived' ? texts.readOnlyArchived : line.liveAt ? texts.readOnlyLive : texts.readOnlyRole;
  return (
    <MessageBar>
      <MessageBarBody>{why}</MessageBarBody>
      {mayEdit && (
        <MessageBarActions>
          <Button onClick={() => setCopying(true)}>{texts.copyIt}</Button>
        </MessageBarActions>
      )}
      {isCopying && (
        <JourneyDialog
          dialog="copy"
          journey={line}
          onClose={() => setCopying(false)}
          onCopied={(as) => void navigate(journeyPath(as))}
        />
      )}
    </MessageBar>
  );
}
