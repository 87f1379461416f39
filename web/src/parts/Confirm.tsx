import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { texts } from '../texts';
import { Failure } from './States';

/** Asks once before something that cannot be undone; it stays open, and says why, where that did not work. */
export function Confirm(props: {
  title: string;
  children?: ReactNode;
  action: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>
            {props.children}
            {error !== undefined && <Failure error={error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onClose}>{texts.cancel}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void confirm()}>
              {props.action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
