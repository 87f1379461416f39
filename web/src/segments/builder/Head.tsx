import { Field, Input, makeStyles, Radio, RadioGroup, Select, tokens } from '@fluentui/react-components';
import type { Table } from '../../api/tables';
import type { Draft } from './draft';
import { texts } from './texts';

const useStyles = makeStyles({
  head: { display: 'flex', gap: tokens.spacingHorizontalL, flexWrap: 'wrap', alignItems: 'flex-start' },
  name: { minWidth: '280px', flex: 1 },
});

/** What a new segment is called, whose it is, and of which kind. */
export function Head(props: {
  draft: Draft;
  isNew: boolean;
  tables: Table[];
  exists: boolean;
  onChange: (part: Partial<Draft>) => void;
}) {
  const styles = useStyles();
  const { draft, isNew, onChange } = props;
  const audiences = props.tables.filter((it) => it.audience && it.source === 'outbound-marketing');
  return (
    <div className={styles.head}>
      {isNew && (
        <Field
          className={styles.name}
          label={texts.name}
          required
          {...(props.exists ? { validationState: 'error', validationMessage: texts.exists } : {})}
        >
          <Input value={draft.name} maxLength={200} onChange={(_, { value }) => onChange({ name: value })} />
        </Field>
      )}
      {isNew && audiences.length > 1 && (
        <Field label={texts.audience}>
          <Select value={draft.audience} onChange={(_, { value }) => onChange({ audience: value })}>
            {audiences.map((it) => (
              <option key={it.name}>{it.name}</option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={texts.kind}>
        <RadioGroup
          layout="horizontal"
          value={draft.isStatic ? 'static' : 'dynamic'}
          onChange={(_, { value }) => onChange({ isStatic: value === 'static' })}
        >
          <Radio value="dynamic" label={texts.dynamic} />
          <Radio value="static" label={texts.static} />
        </RadioGroup>
      </Field>
    </div>
  );
}
