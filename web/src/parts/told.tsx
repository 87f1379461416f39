import { Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';
import { useCallback } from 'react';
import { texts } from '../texts';

export const TOASTER = 'told';

/** Tells that something was done, or that it was not. */
export function useTell() {
  const { dispatchToast } = useToastController(TOASTER);
  const done = useCallback(
    (what: string) =>
      dispatchToast(
        <Toast>
          <ToastTitle>{what}</ToastTitle>
        </Toast>,
        { intent: 'success' },
      ),
    [dispatchToast],
  );
  const failed = useCallback(
    (error: unknown) =>
      dispatchToast(
        <Toast>
          <ToastTitle>{texts.failed}</ToastTitle>
          <ToastBody>{error instanceof Error ? error.message : String(error)}</ToastBody>
        </Toast>,
        { intent: 'error', timeout: 10_000 },
      ),
    [dispatchToast],
  );
  return { done, failed };
}
