import { Combobox, makeStyles, mergeClasses, Option, OptionGroup, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNarrow } from './narrow';

/** What can be chosen. */
export interface Choice {
  key: string;
  text: string;
  group?: string;
  /** What stands beside it. */
  detail?: string;
}

const useStyles = makeStyles({
  picker: { width: '180px' },
  list: { maxHeight: 'min(320px, 45vh) !important', minWidth: '300px !important' },
  choice: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    width: '100%',
    overflowWrap: 'anywhere',
  },
  detail: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
});

/** Chooses one of many by typing a part of its name. With `onSearch` who asked for the choices has searched already. */
export function Picker(props: {
  label: string;
  choices: Choice[];
  chosen: Choice | undefined;
  onChoose: (key: string) => void;
  onSearch?: (text: string) => void;
  placeholder?: string;
  autoFocus?: boolean;
}) {
  const styles = useStyles();
  const narrow = useNarrow();
  const [typed, setTyped] = useState<string>();
  const search = (text: string | undefined) => {
    setTyped(text);
    props.onSearch?.(text ?? '');
  };
  const wanted = typed?.toLowerCase() ?? '';
  const shown = props.onSearch ? props.choices : props.choices.filter((it) => it.text.toLowerCase().includes(wanted));
  const groups = [...new Set(shown.map((it) => it.group))];
  const option = (it: Choice) => (
    <Option key={it.key} value={it.key} text={it.text}>
      <span className={styles.choice}>
        <span>{it.text}</span>
        {it.detail !== undefined && (
          <Text size={200} className={styles.detail}>
            {it.detail}
          </Text>
        )}
      </span>
    </Option>
  );
  return (
    <Combobox
      className={mergeClasses(narrow.combobox, styles.picker)}
      aria-label={props.label}
      size="small"
      positioning="below-start"
      placeholder={props.placeholder ?? ''}
      listbox={{ className: styles.list }}
      value={typed ?? props.chosen?.text ?? ''}
      selectedOptions={props.chosen ? [props.chosen.key] : []}
      autoFocus={props.autoFocus ?? false}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => search(event.target.value)}
      onOpenChange={(_, { open }) => !open && search(undefined)}
      onOptionSelect={(_, { optionValue }) => {
        search(undefined);
        if (optionValue !== undefined) {
          props.onChoose(optionValue);
        }
      }}
    >
      {groups.map((group) => {
        const options = shown.filter((it) => it.group === group).map(option);
        return group === undefined ? (
          options
        ) : (
          <OptionGroup key={group} label={group}>
            {options}
          </OptionGroup>
        );
      })}
    </Combobox>
  );
}
