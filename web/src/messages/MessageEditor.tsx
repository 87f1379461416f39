import { Badge, Field, Input, makeStyles, Select, Spinner, Text, tokens } from '@fluentui/react-components';
import { ArrowResetRegular, SaveRegular } from '@fluentui/react-icons';
import { lazy, Suspense, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { Schemas, Versioned } from '../api/client';
import { useMay } from '../api/session';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { useDraft } from '../parts/draft';
import { LeaveGuard, Leaving } from '../parts/LeaveGuard';
import { Section } from '../parts/Page';
import { useSaveKey } from '../parts/saveKey';
import { useSettled } from '../parts/settled';
import { Failure, Faults } from '../parts/States';
import { UsedByList } from '../segments/UsedBy';
import { completion } from './completion';
import { Conflict } from './Conflict';
import { MessagePreview } from './MessagePreview';
import { useCheck, type Message, type Writing } from './queries';
import { texts as common } from '../texts';
import { useSaving } from './saving';
import { isBegun, startOf } from './start';
import { texts } from './texts';

const CodeEditor = lazy(() => import('../parts/CodeEditor'));

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, containerType: 'inline-size' },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXL,
    '@container (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  fields: { display: 'flex', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  line: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

const LANGUAGES: Record<string, 'html' | 'markdown' | 'text'> = { md: 'markdown', html: 'html', mjml: 'html' };

/** Writes a message: its text as code, its faults, and how somebody would get it. */
export function MessageEditor(props: {
  /** Nothing of a new one. */
  name?: string;
  saved?: Versioned<Writing>;
  message?: Message;
  /** Of a new one. */
  channel?: string;
  audiences: Schemas['Table'][];
  onSaved: (name: string) => void;
  onClose?: () => void;
  /** Whether going to another page asks first where something is not saved: a router takes one who asks. */
  guards?: boolean;
  /** Closes it from outside, asking first where something is not saved. */
  closer?: Ref<() => void>;
}) {
  const styles = useStyles();
  const mayEdit = useMay('edit');
  const channel = props.channel ?? 'email';
  const { draft, keep, forget } = useDraft<Writing>(`message:${props.name ?? ''}${props.channel ? `/${channel}` : ''}`);
  const [name, setName] = useState(props.name ?? '');
  const saved = props.saved?.value ?? startOf(channel, channel === 'email' ? 'md' : 'txt');
  const writing = draft?.value ?? saved;
  const isChanged = writing.text !== saved.text || writing.format !== saved.format;
  const settled = useSettled(writing);
  const check = useCheck(props.name, settled);
  const problems = check.data?.problems ?? [];
  const isLeaving = useRef(false);
  const [asks, setAsks] = useState<'discard' | 'close'>();
  const version = props.name === undefined ? undefined : (draft?.version ?? props.saved?.version);
  const saving = useSaving({
    isNew: props.name === undefined,
    name,
    writing,
    version,
    onSaved: () => {
      forget();
      isLeaving.current = props.name === undefined;
      props.onSaved(name);
    },
  });
  const close = () => (isChanged ? setAsks('close') : props.onClose?.());
  useImperativeHandle(props.closer, () => close);

  const change = (part: Partial<Writing>) =>
    keep({ ...writing, ...part }, draft?.version ?? props.saved?.version ?? '');
  const whyNot = () => {
    if (props.name !== undefined) {
      return isChanged ? undefined : texts.nothingToSave;
    }
    return name.trim() === '' ? texts.needsName : undefined;
  };
  useSaveKey(mayEdit && whyNot() === undefined ? saving.save : undefined);

  return (
    <div className={styles.editor}>
      {props.guards && <LeaveGuard isChanged={() => isChanged && !isLeaving.current} />}
      <Commands label={texts.commands}>
        <Command
          name={texts.save}
          icon={<SaveRegular />}
          primary
          needs="edit"
          why={saving.isSaving ? texts.isSaving : whyNot()}
          onClick={saving.save}
        />
        {isChanged && <Command name={texts.discard} icon={<ArrowResetRegular />} onClick={() => setAsks('discard')} />}
      </Commands>
      {saving.error !== undefined && <Failure error={saving.error} />}
      {saving.theirs !== undefined && <Conflict onTake={() => saving.take(forget)} onKeep={saving.saveOver} />}
      {draft && isChanged && (
        <span className={styles.line}>
          <Badge color="warning">{texts.unsaved}</Badge>
          <Text size={200}>
            <Ago at={new Date(draft.at).toISOString()} />
          </Text>
        </span>
      )}
      <div className={styles.grid}>
        <div className={styles.column}>
          <div className={styles.fields}>
            {props.name === undefined && (
              <Field label={texts.name} required>
                <Input value={name} onChange={(_, { value }) => setName(value)} />
              </Field>
            )}
            <Field label={texts.format}>
              <Select
                value={writing.format}
                disabled={!mayEdit}
                onChange={(_, { value }) =>
                  change(isBegun(channel, writing) ? startOf(channel, value) : { format: value })
                }
              >
                {Object.entries(texts.formats).map(([format, label]) => (
                  <option key={format} value={format}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <Suspense fallback={<Spinner />}>
            <CodeEditor
              label={texts.text}
              text={writing.text}
              language={LANGUAGES[writing.format] ?? 'text'}
              faults={problems}
              readOnly={!mayEdit}
              complete={completion(props.audiences)}
              onChange={(text) => text !== writing.text && change({ text })}
            />
          </Suspense>
          <Section title={texts.problems}>
            {problems.length === 0 ? <Text>{texts.noProblems}</Text> : <Faults faults={problems} />}
            {(check.data?.warnings.length ?? 0) > 0 && (
              <>
                <Text weight="semibold">{texts.warnings}</Text>
                <Faults faults={check.data?.warnings ?? []} />
              </>
            )}
          </Section>
          {props.message && (
            <Section title={texts.usedBy}>
              <UsedByList uses={props.message.usedBy} />
            </Section>
          )}
        </div>
        <MessagePreview
          name={props.name}
          channel={props.message?.channel ?? channel}
          writing={settled}
          audiences={props.audiences}
        />
      </div>
      {asks === 'close' && <Leaving onLeave={() => props.onClose?.()} onClose={() => setAsks(undefined)} />}
      {asks === 'discard' && (
        <Confirm
          title={common.discardTitle}
          action={texts.discard}
          onClose={() => setAsks(undefined)}
          onConfirm={() => Promise.resolve(forget())}
        >
          {common.discardText}
        </Confirm>
      )}
    </div>
  );
}
