package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {

  @Test
  void readsWell() {
    assertThat(
            HtmlText.of(
                """
                <html><head><title>No</title><style>p {}</style></head><body>
                <div style="display: none">hidden</div>
                <h1>Title</h1><p>One  two
                three<br>four</p>
                <ul><li>a</li><li><p>b</p><ol start="3"><li>c</li><li>d</li></ol></li></ul>
                <blockquote><p>said</p><p>again</p></blockquote>
                <p><a href="https://x.example">here</a>, <a href="https://y.example">https://y.example</a>,
                <a href="mailto:a@b.example">a@b.example</a>, <a href="#top">top</a></p>
                <table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>
                <pre>  x
                  y</pre>
                <hr><img alt="A picture" src="x"><script>no()</script>
                </body></html>
                """))
        .isEqualTo(
            """
            Title

            One two three
            four

            - a
            - b
              3. c
              4. d

            > said
            >
            > again

            here (https://x.example), https://y.example, a@b.example, top

            a b
            c d

              x
              y

            -----

            A picture""");
  }

  @Test
  void isEmptyForNothing() {
    assertThat(HtmlText.of("")).isEmpty();
    assertThat(HtmlText.of("<p> </p><p>&nbsp;</p>")).isEmpty();
  }
}
