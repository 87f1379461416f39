import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Blocker } from 'react-router';
import { texts as partTexts } from '../../texts';
import { texts } from '../texts';
import type { Saving } from './useSaving';

const useStyles = makeStyles({ surface: { maxWidth: '720px' }, actions: { flexWrap: 'wrap' } });

/** Somebody else was faster: says so and asks what counts; nothing is lost meanwhile. */
export function Conflict(props: { name: string; isNew: boolean; saving: Saving }) {
  const styles = useStyles();
  const { saving, isNew, name } = props;
  const [as, setAs] = useState(texts.copyName(name));
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && saving.ask(false)}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{isNew ? texts.takenTitle : texts.conflictTitle}</DialogTitle>
          <DialogContent>
            <p>{isNew ? texts.takenText(name) : texts.conflictText}</p>
            <Field label={isNew ? texts.name : texts.copyAs}>
              <Input value={as} onChange={(_, { value }) => setAs(value)} />
            </Field>
          </DialogContent>
          <DialogActions className={styles.actions} fluid>
            <Button onClick={() => saving.ask(false)}>{partTexts.cancel}</Button>
            {!isNew && <Button onClick={saving.takeTheirs}>{texts.theirs}</Button>}
            {!isNew && <Button onClick={() => void saving.saveOver()}>{texts.mine}</Button>}
            <Button
              appearance="primary"
              disabledFocusable={as.trim() === ''}
              onClick={() => void saving.saveAs(as.trim())}
            >
              {isNew ? texts.save : texts.asCopy}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Asks once before somebody leaves what they have not saved. */
export function Leaving(props: { blocker: Blocker; onDiscard: () => void }) {
  const { blocker } = props;
  if (blocker.state !== 'blocked') {
    return null;
  }
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && blocker.reset()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{texts.leaveTitle}</DialogTitle>
          <DialogContent>{texts.leaveText}</DialogContent>
          <DialogActions>
            <Button onClick={() => blocker.reset()}>{texts.stay}</Button>
            <Button
              onClick={() => {
                props.onDiscard();
                blocker.proceed();
              }}
            >
              {texts.discardAndLeave}
            </Button>
            <Button appearance="primary" onClick={() => blocker.proceed()}>
              {texts.leave}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
