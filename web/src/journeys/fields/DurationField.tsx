import { Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { texts } from '../texts';

export const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'];

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
  amount: { width: '96px' },
});

/** Reads `3 days`; nothing where it is none. */
export function readDuration(text: string): { amount: string; unit: string } {
  const [, amount = '', unit = ''] = /^(-?\d*)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const many = unit.endsWith('s') ? unit.toLowerCase() : `${unit.toLowerCase()}s`;
  return { amount, unit: UNITS.includes(many) ? many : 'days' };
}

export const writeDuration = (amount: string, unit: string) =>
  amount === '' ? '' : `${amount} ${Math.abs(Number(amount)) === 1 ? unit.slice(0, -1) : unit}`;

/** A length of time in words of the files. */
export function DurationField(props: {
  label: string;
  hint?: string;
  optional?: boolean;
  units?: string[];
  value: string;
  onChange: (duration: string) => void;
}) {
  const styles = useStyles();
  const { amount, unit } = readDuration(props.value);
  return (
    <Field label={props.label} hint={props.hint} required={props.optional !== true}>
      <div className={styles.row}>
        <Input
          className={styles.amount}
          type="number"
          min={1}
          aria-label={props.label}
          value={amount}
          onChange={(_, { value }) => props.onChange(writeDuration(value, unit))}
        />
        <Select
          aria-label={texts.unitOf(props.label)}
          value={unit}
          onChange={(_, { value }) => props.onChange(writeDuration(amount || '1', value))}
        >
          {(props.units ?? UNITS).map((it) => (
            <option key={it} value={it}>
              {texts.units[it] ?? it}
            </option>
          ))}
        </Select>
      </div>
    </Field>
  );
}
