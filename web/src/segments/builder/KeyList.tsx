import { Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { keysOf } from './draft';
import { texts } from './texts';

const useStyles = makeStyles({
  keys: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
});

/** Keys of people, one a line. */
export function KeyList(props: {
  label: string;
  hint: string;
  keys: string[];
  isReadOnly: boolean;
  onChange: (keys: string[]) => void;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState<string>();
  const written = props.keys.join('\n');
  const isSame = typed !== undefined && keysOf(typed).join('\n') === written;
  if (props.isReadOnly) {
    return (
      <Field label={props.label}>
        <Text className={styles.keys}>{props.keys.join(', ') || texts.noKeys}</Text>
      </Field>
    );
  }
  return (
    <Field label={props.label} hint={props.hint}>
      <Textarea
        resize="vertical"
        className={styles.keys}
        value={isSame ? typed : written}
        onChange={(_, { value }) => {
          setTyped(value);
          props.onChange(keysOf(value));
        }}
      />
    </Field>
  );
}
