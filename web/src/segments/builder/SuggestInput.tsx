import { Combobox, makeStyles, mergeClasses, Option, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { formatNumber } from '../../format/format';
import type { Source } from './catalogue';
import { useSuggestions } from './queries';
import { useSettled } from '../../parts/settled';
import { useNarrow } from './narrow';
import { texts } from './texts';

const SETTLED = 150;

const useStyles = makeStyles({
  input: { width: '160px' },
  list: { maxHeight: 'min(320px, 45vh) !important', minWidth: '240px !important' },
  choice: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalL, width: '100%' },
  count: { color: tokens.colorNeutralForeground3 },
});

/** A text, with those that the data has and how often. Any other may be written too. */
export function SuggestInput(props: {
  label: string;
  value: string | undefined;
  source: Source | undefined;
  onChange: (text: string) => void;
  /** Where choosing one does more than writing it. */
  onChoose?: (text: string) => void;
}) {
  const styles = useStyles();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const text = props.value ?? '';
  const search = useSettled(isTyping ? text : '', SETTLED);
  const found = useSuggestions(open ? props.source : undefined, search);
  const values = found.data ?? [];
  return (
    <Combobox
      className={mergeClasses(narrow.combobox, styles.input)}
      size="small"
      freeform
      positioning="below-start"
      listbox={{ className: styles.list }}
      aria-label={props.label}
      placeholder={props.value === '' ? texts.emptyText : ''}
      value={text}
      selectedOptions={[]}
      open={open && values.length > 0}
      onOpenChange={(_, data) => {
        setOpen(data.open);
        setTyping(false);
      }}
      onChange={(event) => {
        setTyping(true);
        setOpen(true);
        props.onChange(event.target.value);
      }}
      onOptionSelect={(event, { optionValue }) => {
        // Who goes on with Tab has written what they mean.
        const goesOn = 'key' in event && event.key === 'Tab';
        if (optionValue !== undefined && !goesOn) {
          (props.onChoose ?? props.onChange)(optionValue);
        }
      }}
    >
      {values.map((it) => (
        <Option key={it.value} value={it.value} text={it.value}>
          <span className={styles.choice}>
            <span>{it.value === '' ? texts.emptyText : it.value}</span>
            <Text size={200} className={styles.count}>
              {it.count !== undefined && formatNumber(it.count)}
            </Text>
          </span>
        </Option>
      ))}
    </Combobox>
  );
}
