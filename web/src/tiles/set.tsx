import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useAbout } from '../journeys/editor/about';
import type { Value } from '../journeys/model/definition';
import type { EditProps, TileKind } from './kind';
import { texts } from './texts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'end' },
  grow: { flex: 1, minWidth: 0, '& .fui-Select, & .fui-Input': { minWidth: 0, width: '100%' } },
});

export const set: TileKind<'set'> = {
  name: texts.kinds.set,
  icon: <EditRegular />,
  describe: ({ data }) =>
    Object.entries(data.values)
      .map(([column, value]) => `${column} = ${value === null ? texts.missing : String(value)}`)
      .join(', ') || texts.notChosen,
  make: () => ({ data: { values: {} } }),
  Edit,
};

function Edit({ tile, change }: EditProps<'set'>) {
  const styles = useStyles();
  const { types, key } = useAbout();
  const entries = Object.entries(tile.data.values);
  const free = Object.keys(types).filter((it) => it !== key && !(it in tile.data.values));
  const put = (after: [string, Value][], field: string) =>
    change({ ...tile, data: { values: Object.fromEntries(after) } }, field);
  return (
    <>
      {entries.map(([column, value], index) => (
        <div key={column} className={styles.row}>
          <Field label={texts.setColumn} className={styles.grow}>
            <Select value={column} onChange={(_, chosen) => put(entries.with(index, [chosen.value, value]), 'column')}>
              {[column, ...free].map((it) => (
                <option key={it}>{it}</option>
              ))}
            </Select>
          </Field>
          <Field label={texts.value} className={styles.grow}>
            <ValueInput
              type={types[column]}
              value={value === null ? '' : String(value)}
              onChange={(written) =>
                put(entries.with(index, [column, typed(written, types[column])]), `value-${column}`)
              }
            />
          </Field>
          <Button
            appearance="subtle"
            icon={<DeleteRegular />}
            aria-label={texts.removeValue(column)}
            onClick={() => put(entries.toSpliced(index, 1), `remove-${column}`)}
          />
        </div>
      ))}
      <Button
        icon={<AddRegular />}
        disabledFocusable={free.length === 0}
        onClick={() => put([...entries, [free[0] ?? '', null]], `add-${entries.length}`)}
      >
        {texts.addValue}
      </Button>
    </>
  );
}

/** Where a value is written, as fits its column; it is the field's control, whatever the field gives it. */
function ValueInput({
  type,
  value,
  onChange,
  ...field
}: {
  type: string | undefined;
  value: string;
  onChange: (written: string) => void;
}) {
  return type === 'boolean' ? (
    <Select {...field} value={value} onChange={(_, chosen) => onChange(chosen.value)}>
      <option value="">{texts.missing}</option>
      <option value="true">{texts.yes}</option>
      <option value="false">{texts.no}</option>
    </Select>
  ) : (
    <Input
      {...field}
      type={type === 'date' ? 'date' : 'text'}
      inputMode={['integer', 'decimal', 'number'].includes(type ?? '') ? 'decimal' : 'text'}
      placeholder={texts.missing}
      value={value}
      onChange={(_, written) => onChange(written.value)}
    />
  );
}

/** A value as its column has it; nothing written is no value. */
function typed(text: string, type: string | undefined): Value {
  if (text === '') {
    return null;
  }
  if (type === 'boolean' && /^(true|false)$/.test(text)) {
    return text === 'true';
  }
  return ['integer', 'decimal', 'number'].includes(type ?? '') && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
