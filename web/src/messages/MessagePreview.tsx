import { Combobox, Field, makeStyles, Option, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { usePeople } from '../contacts/queries';
import { formatValue } from '../format/format';
import { MessageFrame } from '../parts/MessageFrame';
import { Section } from '../parts/Page';
import { Failure } from '../parts/States';
import { usePreview, type Writing } from './queries';
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

/** A message as a real person would get it. */
export function MessagePreview(props: { writing: Writing; audiences: Schemas['Table'][] }) {
  const styles = useStyles();
  const [audience] = useState(props.audiences[0]?.name);
  const [typed, setTyped] = useState<string>();
  const people = usePeople(audience, typed ?? '');
  const [chosen, setChosen] = useState<string>();
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
  const key = chosen ?? found[0]?.key;
  const preview = usePreview(props.writing, audience, key);
  const [view, setView] = useState<View>('desktop');
  const shown = preview.error ? undefined : preview.data;
  return (
    <Section title={texts.preview}>
      <Field label={texts.previewFor} hint={texts.previewHint}>
        <Combobox
          freeform
          value={typed ?? key ?? ''}
          placeholder={texts.nobody}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onOptionSelect={(_, { optionValue }) => {
            setChosen(optionValue);
            setTyped(undefined);
          }}
        >
          {found.slice(0, 12).map((person) => (
            <Option key={person.key} value={person.key} text={person.key}>
              {[person.key, ...Object.values(person.attributes).slice(1, 4).map(formatValue)].join(' · ')}
            </Option>
          ))}
        </Combobox>
      </Field>
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
