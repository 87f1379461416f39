import { Field, Input } from '@fluentui/react-components';
import { useId } from 'react';
import { texts } from '../texts';

const ZONES = Intl.supportedValuesOf('timeZone');

export function ZoneField(props: { value: string; onChange: (zone: string) => void }) {
  const list = useId();
  return (
    <Field label={texts.zone} hint={texts.zoneHint}>
      <>
        <Input
          aria-label={texts.zone}
          list={list}
          value={props.value}
          onChange={(_, { value }) => props.onChange(value)}
        />
        <datalist id={list}>
          {ZONES.map((it) => (
            <option key={it}>{it}</option>
          ))}
        </datalist>
      </>
    </Field>
  );
}
