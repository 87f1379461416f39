import {
  Badge,
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Select,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowResetRegular, SaveRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useBlocker, useNavigate } from 'react-router';
import { Problem, type Schemas, type Versioned } from '../api/client';
import { useMay } from '../api/session';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { useDraft } from '../parts/draft';
import { useSettled } from '../parts/settled';
import { Page, Section } from '../parts/Page';
import { Failure, Faults } from '../parts/States';
import { useTell } from '../parts/told';
import { UsedByList } from '../segments/UsedBy';
import { completion } from './completion';
import { MessagePreview } from './MessagePreview';
import { messagePath, useCheck, fetchVersion, useSave, type Message, type Writing } from './queries';
import { texts } from './texts';

const CodeEditor = lazy(() => import('../parts/CodeEditor'));

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXL,
    '@media (max-width: 1100px)': { gridTemplateColumns: '1fr' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  fields: { display: 'flex', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
});

const LANGUAGES: Record<string, 'html' | 'markdown' | 'text'> = { md: 'markdown', html: 'html', mjml: 'html' };
const FIRST: Writing = { format: 'md', text: texts.start['md'] ?? '' };

/** Writes a message: its text as code, its faults, and how somebody would get it. */
export function MessageEditor(props: {
  name?: string;
  saved?: Versioned<Writing>;
  message?: Message;
  audiences: Schemas['Table'][];
}) {
  const styles = useStyles();
  const navigate = useNavigate();
  const tell = useTell();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const save = useSave();
  const { draft, keep, forget } = useDraft<Writing>(`message:${props.name ?? ''}`);
  const [name, setName] = useState(props.name ?? '');
  const saved = props.saved?.value ?? FIRST;
  const writing = draft?.value ?? saved;
  const isChanged = writing.text !== saved.text || writing.format !== saved.format;
  const [error, setError] = useState<unknown>();
  const [theirs, setTheirs] = useState<string>();
  const settled = useSettled(writing);
  const check = useCheck(props.name, settled);
  const problems = check.data?.problems ?? [];
  const isSaved = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isChanged && !isSaved.current && currentLocation.pathname !== nextLocation.pathname,
  );

  const change = (part: Partial<Writing>) =>
    keep({ ...writing, ...part }, draft?.version ?? props.saved?.version ?? '');

  const store = async (version: string | undefined) => {
    setError(undefined);
    try {
      await save(name, writing, version);
      forget();
      setTheirs(undefined);
      tell.done(texts.saved(name));
      if (props.name === undefined) {
        isSaved.current = true;
        void navigate(messagePath(name), { replace: true });
      }
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 412 && props.name !== undefined) {
        setTheirs(await fetchVersion(props.name));
      } else {
        setError(failure);
      }
    }
  };
  const version = props.name === undefined ? undefined : (draft?.version ?? props.saved?.version);

  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault();
        if (isChanged && mayEdit) {
          void store(version);
        }
      }
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  });

  return (
    <Page
      title={props.name ?? texts.newTitle}
      lead={props.name === undefined ? texts.newLead : undefined}
      beside={isChanged && <Badge color="warning">{texts.unsaved}</Badge>}
      commands={
        <Commands label={texts.commands}>
          <Command
            name={texts.save}
            icon={<SaveRegular />}
            primary
            needs="edit"
            why={isChanged || props.name === undefined ? undefined : texts.nothingToSave}
            onClick={() => void store(version)}
          />
          {isChanged && <Command name={texts.discard} icon={<ArrowResetRegular />} onClick={forget} />}
        </Commands>
      }
    >
      {error !== undefined && <Failure error={error} />}
      {theirs !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.conflict}</MessageBarBody>
          <MessageBarActions>
            <Button
              onClick={() => {
                forget();
                setTheirs(undefined);
                void queries.invalidateQueries({ queryKey: ['messages'] });
              }}
            >
              {texts.takeTheirs}
            </Button>
            <Button onClick={() => void store(theirs)}>{texts.keepMine}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {draft && isChanged && (
        <Text size={200}>
          {texts.draft} <Ago at={new Date(draft.at).toISOString()} />
        </Text>
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
                  change(
                    writing.text === texts.start[writing.format]
                      ? { format: value, text: texts.start[value] ?? '' }
                      : { format: value },
                  )
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
        <MessagePreview writing={settled} audiences={props.audiences} />
      </div>
      {blocker.state === 'blocked' && (
        <Confirm
          title={texts.unsaved}
          action="OK"
          onClose={() => blocker.state === 'blocked' && blocker.reset()}
          onConfirm={() => {
            blocker.proceed();
            return Promise.resolve();
          }}
        >
          {texts.leave}
        </Confirm>
      )}
    </Page>
  );
}
