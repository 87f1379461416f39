import { Button, Input, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { texts } from './texts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalS },
  secret: { flex: 1, minWidth: '320px', fontFamily: tokens.fontFamilyMonospace },
});

/** Something that is shown once, to be copied. */
export function ShownOnce(props: { label: string; secret: string }) {
  const styles = useStyles();
  const [copied, setCopied] = useState(false);
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        {props.label}
        <div className={styles.line}>
          <Input readOnly aria-label={props.label} className={styles.secret} value={props.secret} />
          <Button
            icon={<CopyRegular />}
            onClick={() => void navigator.clipboard.writeText(props.secret).then(() => setCopied(true))}
          >
            {copied ? texts.copied : texts.copy}
          </Button>
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}
