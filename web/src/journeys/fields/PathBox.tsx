import { Button, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { texts } from '../../tiles/texts';

const useStyles = makeStyles({
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** A path of a block, among others. */
export function PathBox(props: { number: number; onRemove?: () => void; children: ReactNode }) {
  const styles = useStyles();
  return (
    <Card appearance="outline" role="group" aria-label={texts.path(props.number)}>
      <div className={styles.head}>
        <Subtitle2 as="h3">{texts.path(props.number)}</Subtitle2>
        {props.onRemove && (
          <Button
            appearance="subtle"
            size="small"
            icon={<DeleteRegular />}
            aria-label={texts.removePath(props.number)}
            onClick={props.onRemove}
          />
        )}
      </div>
      {props.children}
    </Card>
  );
}
