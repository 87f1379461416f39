import { Combobox, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { formatValue } from '../format/format';
import { useSettled } from '../parts/settled';
import { usePeople } from './queries';
import { texts } from './texts';

const OFFERED = 10;
const TOLD = 3;

/** Somebody of an audience, found by a part of a name, key or address. */
export function PersonField(props: {
  label: string;
  audience: string;
  chosen: string | undefined;
  onChoose: (key: string) => void;
}) {
  const { audience, chosen } = props;
  const [typed, setTyped] = useState<string>();
  const people = usePeople(audience, useSettled(typed ?? ''));
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Field label={props.label} hint={texts.findHint}>
      <Combobox
        freeform
        value={typed ?? chosen ?? ''}
        selectedOptions={chosen === undefined ? [] : [chosen]}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setTyped(undefined)}
        onOptionSelect={(_, { optionValue }) => {
          // An emptied field chooses nothing: it stays empty.
          if (optionValue !== undefined) {
            setTyped(undefined);
            props.onChoose(optionValue);
          }
        }}
      >
        {found.slice(0, OFFERED).map((person) => (
          <Option key={person.key} value={person.key} text={person.key}>
            {[
              person.key,
              ...Object.values(person.attributes)
                .slice(1, 1 + TOLD)
                .map(formatValue),
            ].join(' · ')}
          </Option>
        ))}
        {found.length === 0 && (
          <Option disabled text="">
            {texts.nobodyFits}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
