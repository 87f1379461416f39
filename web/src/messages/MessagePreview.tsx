import { Field, makeStyles, Select, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { PersonField } from '../contacts/PersonField';
import { usePeople } from '../contacts/queries';
import { MessageFrame } from '../parts/MessageFrame';
import { Section } from '../parts/Page';
import { Failure } from '../parts/States';
import { usePreview, type Writing } from './queries';
import { TestSend } from './TestSend';
import { texts } from './texts';

const useStyles = makeStyles({
  head: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0 },
  },
  text: { whiteSpace: 'pre-wrap', margin: 0, fontFamily: tokens.fontFamilyMonospace },
});

const PHONE = 390;

type View = 'desktop' | 'phone' | 'plain';

/** A message as a real person would get it, and by which it is sent to try it out. */
export function MessagePreview(props: {
  /** Nothing of a new one. */
  name: string | undefined;
  channel: string;
  writing: Writing;
  audiences: Schemas['Table'][];
}) {
  const styles = useStyles();
  const [audience, setAudience] = useState(props.audiences[0]?.name);
  const [chosen, setChosen] = useState<string>();
  const anybody = usePeople(audience, '').data?.pages[0]?.items[0]?.key;
  const key = chosen ?? anybody;
  const preview = usePreview(props.writing, audience, key);
  const [view, setView] = useState<View>('desktop');
  const shown = preview.error ? undefined : preview.data;
  return (
    <Section title={texts.preview}>
      {props.audiences.length > 1 && (
        <Field label={texts.audience}>
          <Select
            value={audience ?? ''}
            onChange={(_, { value }) => {
              setAudience(value);
              setChosen(undefined);
            }}
          >
            {props.audiences.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
      )}
      {audience !== undefined && (
        <PersonField label={texts.previewFor} audience={audience} chosen={key} onChoose={setChosen} />
      )}
      {props.channel === 'email' && audience !== undefined && key !== undefined && (
        <TestSend name={props.name} writing={props.writing} audience={audience} reader={key} />
      )}
      {preview.error && <Failure error={preview.error} />}
      {shown && (
        <>
          <dl className={styles.head}>
            {shown.subject !== undefined && (
              <>
                <dt>{texts.subject}</dt>
                <dd>
                  <Text weight="semibold">{shown.subject}</Text>
                </dd>
              </>
            )}
            <dt>{texts.from}</dt>
            <dd>{shown.from ?? ''}</dd>
            <dt>{texts.to}</dt>
            <dd>{shown.to ?? ''}</dd>
          </dl>
          <TabList selectedValue={view} onTabSelect={(_, { value }) => setView(value as View)}>
            <Tab value="desktop">{texts.desktop}</Tab>
            <Tab value="phone">{texts.phone}</Tab>
            <Tab value="plain">{texts.plain}</Tab>
          </TabList>
          {view === 'plain' ? (
            <pre className={styles.text}>{shown.text ?? ''}</pre>
          ) : (
            <MessageFrame title={texts.preview} page={shown.page} {...(view === 'phone' ? { width: PHONE } : {})} />
          )}
        </>
      )}
    </Section>
  );
}
