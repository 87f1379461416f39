import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  frame: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    // A mail is written for white paper.
    backgroundColor: 'white',
    colorScheme: 'light',
    height: '640px',
    maxWidth: '100%',
  },
});

/** What a message says, as its reader sees it; nothing in it can run. */
export function MessageFrame(props: { title: string; page: string; width?: number }) {
  const styles = useStyles();
  return (
    <iframe
      key={props.page} // another frame for another message: else the back button would go through all that were shown
      className={styles.frame}
      title={props.title}
      src={props.page}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      width={props.width ?? '100%'}
    />
  );
}
