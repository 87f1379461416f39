import {
  Badge,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { MailArrowUpRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../api/client';
import { useMay } from '../api/session';
import { given } from '../parts/listState';
import { Failure } from '../parts/States';
import { useSeeds, type Writing } from './queries';
import { texts } from './texts';

const useStyles = makeStyles({
  button: { alignSelf: 'start' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  results: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    overflowWrap: 'anywhere',
  },
});

/** What is tried out: a message as it is being written, for somebody. */
interface Tried {
  /** Nothing of a new one. */
  name: string | undefined;
  writing: Writing;
  audience: string;
  reader: string;
}

/** A button by which a message is sent to try it out. */
export function TestSend(props: Tried) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  if (!useMay('edit')) {
    return null;
  }
  return (
    <>
      <Button className={styles.button} icon={<MailArrowUpRegular />} onClick={() => setOpen(true)}>
        {texts.test}
      </Button>
      {open && <TestDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

const COLORS: Record<string, 'success' | 'danger' | 'warning'> = {
  sent: 'success',
  kept: 'success',
  refused: 'danger',
};

function TestDialog(props: Tried & { onClose: () => void }) {
  const styles = useStyles();
  const { name, writing, audience, reader } = props;
  const seeds = useSeeds().data?.addresses ?? [];
  const [to, setTo] = useState('');
  const [toSeeds, setToSeeds] = useState(false);
  const addresses = to.split(/[\s,;]+/).filter((address) => address !== '');
  const send = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/messages/test', {
          body: { ...given({ name }), ...writing, audience, key: reader, to: addresses, seeds: toSeeds },
        }),
      ),
  });
  const nobody = addresses.length === 0 && !toSeeds;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{texts.testTitle}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{texts.testText(reader)}</Text>
            <Field label={texts.testTo} hint={texts.testToHint}>
              <Input value={to} onChange={(_, { value }) => setTo(value)} />
            </Field>
            <Checkbox
              label={texts.toSeeds(seeds)}
              checked={toSeeds}
              disabled={seeds.length === 0}
              onChange={(_, { checked }) => setToSeeds(checked === true)}
            />
            {send.error && <Failure error={send.error} />}
            {send.data && (
              <div role="status">
                <ul className={styles.results} aria-label={texts.testResults}>
                  {send.data.results.map((it) => (
                    <li key={it.to}>
                      <Badge color={COLORS[it.fate] ?? 'warning'}>{texts.fates[it.fate] ?? it.fate}</Badge> {it.to}:{' '}
                      {it.detail}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onClose}>{texts.close}</Button>
            <Button
              appearance="primary"
              disabledFocusable={nobody || send.isPending}
              onClick={() => {
                if (!nobody && !send.isPending) {
                  send.mutate();
                }
              }}
            >
              {texts.testSend}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
