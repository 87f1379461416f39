import { Field, Select } from '@fluentui/react-components';
import { texts } from '../../tiles/texts';
import { useAbout } from '../editor/about';

/** A column of the person's with a date or an instant. */
export function DateColumnField(props: { value: string; onChange: (column: string) => void }) {
  const { types } = useAbout();
  const columns = Object.keys(types).filter((it) => types[it] === 'date' || types[it] === 'timestamp');
  const all = columns.includes(props.value) ? columns : [props.value, ...columns];
  return (
    <Field label={texts.column} hint={texts.columnHint} required>
      <Select value={props.value} onChange={(_, { value }) => props.onChange(value)}>
        {all.map((it) => (
          <option key={it}>{it}</option>
        ))}
      </Select>
    </Field>
  );
}
