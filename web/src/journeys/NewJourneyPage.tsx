import {
  Button,
  Card,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Allowed } from '../parts/Allowed';
import { Page } from '../parts/Page';
import { EditorScreen } from './editor/EditorScreen';
import { keepDraft, keptDraft } from './model/draft';
import { texts } from './texts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '480px' },
  create: { alignSelf: 'start' },
});

/** A journey that is not there yet: it is asked for its name, then edited, and made when it is saved. */
export default function NewJourneyPage() {
  const [params, setParams] = useSearchParams();
  const isBegun = params.has('draft');
  const draft = keptDraft(undefined);
  const begin = () => setParams({ draft: '' }, { replace: true });
  return isBegun && draft ? (
    <Begun />
  ) : (
    <Beginning segment={params.get('segment') ?? undefined} before={draft?.definition.journey} onBegin={begin} />
  );
}

function Begun() {
  const [draft] = useState(() => keptDraft(undefined));
  return draft ? (
    <EditorScreen whole={undefined} opened={draft.definition} version={undefined} isRestored={false} />
  ) : null;
}

function Beginning(props: { segment: string | undefined; before: string | undefined; onBegin: () => void }) {
  const styles = useStyles();
  const { segment, before } = props;
  const [name, setName] = useState('');
  const create = (event: React.FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') {
      keepDraft(undefined, {
        definition: {
          journey: name.trim(),
          audience: { segments: segment === undefined ? [] : [segment] },
          frequency: 'one-time',
          steps: [],
        },
        version: undefined,
      });
      props.onBegin();
    }
  };
  return (
    <Page title={texts.newTitle}>
      <Allowed needs="edit">
        {before !== undefined && (
          <MessageBar>
            <MessageBarBody>{texts.unsavedNew(before)}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={props.onBegin}>{texts.goOn(before)}</Button>
            </MessageBarActions>
          </MessageBar>
        )}
        <Card>
          <form className={styles.form} onSubmit={create}>
            {segment !== undefined && <Text>{texts.newHint(segment)}</Text>}
            <Field label={texts.newName} required>
              <Input value={name} autoFocus onChange={(_, { value }) => setName(value)} />
            </Field>
            <Button type="submit" appearance="primary" className={styles.create} disabledFocusable={name.trim() === ''}>
              {texts.create}
            </Button>
          </form>
        </Card>
      </Allowed>
    </Page>
  );
}
