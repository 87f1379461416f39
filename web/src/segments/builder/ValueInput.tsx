import {
  Button,
  Input,
  makeStyles,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Select,
  tokens,
} from '@fluentui/react-components';
import { ArrowSwapRegular } from '@fluentui/react-icons';
import type { Source } from './catalogue';
import { LiteralInput, SpanInput } from './literals';
import { Picker } from './Picker';
import { useScope } from './scope';
import { texts } from './texts';
import type { Column, ColumnType, Value } from './tree';

const useStyles = makeStyles({
  line: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'center', flexWrap: 'wrap' },
});

type Kind = keyof typeof texts.compared;

const isTime = (type: ColumnType) => type === 'date' || type === 'timestamp';
const isNumeric = (type: ColumnType) => type === 'integer' || type === 'decimal' || type === 'number';
const fits = (one: ColumnType, other: ColumnType) =>
  one === other || (isTime(one) && isTime(other)) || (isNumeric(one) && isNumeric(other));

function kindOf(value: Value | undefined, type: ColumnType): Kind {
  if (value === undefined) {
    return type === 'date' || type === 'timestamp' ? type : 'literal';
  }
  switch (value.kind) {
    case 'literal':
      return value.type === 'date' || value.type === 'timestamp' ? value.type : 'literal';
    case 'shifted':
      return value.span.amount < 0 ? 'ago' : 'ahead';
    default:
      return value.kind;
  }
}

function beginOf(kind: Kind, columns: Column[]): Value | undefined {
  switch (kind) {
    case 'literal':
      return undefined;
    case 'date':
      return { kind: 'literal', type: 'date', value: new Date().toISOString().slice(0, 10) };
    case 'timestamp':
      return { kind: 'literal', type: 'timestamp', value: `${new Date().toISOString().slice(0, 19)}Z` };
    case 'today':
    case 'now':
      return { kind };
    case 'ago':
      return { kind: 'shifted', span: { amount: -30, unit: 'days' } };
    case 'ahead':
      return { kind: 'shifted', span: { amount: 30, unit: 'days' } };
    case 'column':
      return columns[0];
    case 'property':
      return { kind: 'property', type: 'text', name: '' };
  }
}

/** What something is compared with: a value, a time that moves along, or another column. */
export function ValueInput(props: {
  label: string;
  type: ColumnType;
  source: Source | undefined;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}) {
  const styles = useStyles();
  const { catalogue, place } = useScope();
  const { type, value } = props;
  const columns = catalogue.columns(place).filter((it) => fits(it.type, type));
  const kind = kindOf(value, type);
  const kinds: Kind[] = [
    ...(isTime(type) ? (['date', 'timestamp', 'today', 'now', 'ago', 'ahead'] as const) : (['literal'] as const)),
    ...(columns.length > 0 || kind === 'column' ? (['column'] as const) : []),
    ...(place.hasProperties || kind === 'property' ? (['property'] as const) : []),
  ];
  const become = (to: string) => to !== kind && props.onChange(beginOf(to as Kind, columns));
  return (
    <span className={styles.line}>
      {isTime(type) && (
        <Select size="small" aria-label={texts.compareWith} value={kind} onChange={(_, it) => become(it.value)}>
          {kinds.map((it) => (
            <option key={it} value={it}>
              {texts.compared[it]}
            </option>
          ))}
        </Select>
      )}
      <ValueEditor {...props} kind={kind} columns={columns} />
      {!isTime(type) && kinds.length > 1 && <KindMenu kind={kind} kinds={kinds} onChoose={become} />}
    </span>
  );
}

function KindMenu(props: { kind: Kind; kinds: Kind[]; onChoose: (kind: string) => void }) {
  return (
    <Menu
      checkedValues={{ kind: [props.kind] }}
      onCheckedValueChange={(_, { checkedItems }) => props.onChoose(checkedItems[0] ?? '')}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowSwapRegular />}
          aria-label={texts.compareWith}
          title={texts.compareWith}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {props.kinds.map((it) => (
            <MenuItemRadio key={it} name="kind" value={it}>
              {texts.compared[it]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function ValueEditor(props: Parameters<typeof ValueInput>[0] & { kind: Kind; columns: Column[] }) {
  const { value, onChange } = props;
  switch (value?.kind) {
    case 'today':
    case 'now':
      return null;
    case 'shifted': {
      const sign = value.span.amount < 0 ? -1 : 1;
      return (
        <SpanInput
          span={{ ...value.span, amount: Math.abs(value.span.amount) }}
          onChange={(span) => onChange({ kind: 'shifted', span: { ...span, amount: sign * Math.max(span.amount, 1) } })}
        />
      );
    }
    case 'column': {
      const choice = (it: Column) => ({ key: it.path.join('.'), text: it.path.join('.'), detail: it.type });
      return (
        <Picker
          label={texts.column}
          choices={props.columns.map(choice)}
          chosen={choice(value)}
          onChoose={(key) => onChange(props.columns.find((it) => it.path.join('.') === key))}
        />
      );
    }
    case 'property':
      return (
        <Input
          size="small"
          aria-label={texts.propertyName}
          placeholder={texts.propertyName}
          value={value.name}
          onChange={(_, it) => onChange({ ...value, name: it.value })}
        />
      );
    default: {
      const type = props.kind === 'date' || props.kind === 'timestamp' ? props.kind : props.type;
      return <LiteralInput label={props.label} type={type} value={value} source={props.source} onChange={onChange} />;
    }
  }
}
