using System.Diagnostics;
using PartnerChat.Web.Components.Chat.Rendering;

namespace PartnerChat.Tests.Web.Components.Chat.Rendering;

/// <summary>Text that is nothing but marks is read about as fast as other text, and on a small stack.</summary>
public sealed class EndlessMarksTests
{
    private const int Length = 5_000;

    public static TheoryData<string> Pieces =>
    [
        "*", "_", "`", "[", "]", ">", "> ", "- ", "* ", "1. ", "\\", "![", "](", "[](", "[a](", "[a](https://a.b)", "*a ", " a*", "*a**b", "**a*", "_a*b", "*_a", "a_*", "`a``", "> - ",
        ">\n", "- a\n", "> a\n", "1. a\n", "```\n", "```a\n", "````\n```\n", "- ```\n", "> > a\n> b\n", "https://", "https://a.b/(", "https://a.b/ ", "h", "hhttp://", "[*a](b)_", "(", "\n", " \n", "[[a]", "*[", "a*", "*a_ ", "& ",
        "[https://a.b](", "**[a*](https://a.b) ", "<", "!", "`a", "😀", "\u202E", "**a** ", "`a` ", "*a\n", "> *a\n", "x**",
    ];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Read_FiveThousandCharacters_TakesNoTimeAndNoStack(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (Length / piece.Length) + 1))[..Length];
        MessageText.Read(text[..50]);

        var took = Measure(text);

        Assert.InRange(took.TotalMilliseconds, 0, 50);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Read_AsManyMarksAsAreRead_TakesNoTimeEither(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 600 / Math.Max(1, piece.Count("*_`[".Contains)))).PadRight(Length, 'a')[..Length];

        Assert.InRange(Measure(text).TotalMilliseconds, 0, 50);
    }

    [Fact]
    public void Read_QuotesAThousandDeep_KeepsWhatIsTooDeepAsTyped()
    {
        var text = string.Concat(Enumerable.Repeat("> ", 1_000)) + "deep";

        var parts = MessageText.Read(text)!;

        Assert.InRange(Measure(text).TotalMilliseconds, 0, 50);
        Assert.InRange(parts.Count(p => p.Value == "blockquote"), 2, 16);
        Assert.EndsWith("> > deep", string.Concat(parts.Where(p => p.Kind == PartKind.Text).Select(p => p.Value)));
    }

    [Fact]
    public void Read_MarksOfGrowingLength_TakesNoTime()
    {
        foreach (var mark in new[] { "`", "*", "_" })
        {
            var text = string.Join(" a ", Enumerable.Range(1, 96).Select(n => string.Concat(Enumerable.Repeat(mark, n))));

            Assert.InRange(Measure(text).TotalMilliseconds, 0, 50);
        }
    }

    // The best of three: another test may have the processor. A stack of 256 kB does not hold a recursion as deep as the text is long.
    private static TimeSpan Measure(string text)
    {
        var best = TimeSpan.MaxValue;
        var thread = new Thread(
            () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    MessageText.Read(text);
                    var took = Stopwatch.GetElapsedTime(start);
                    if (took < best) best = took;
                }
            },
            256 * 1024);
        thread.Start();
        thread.Join();
        return best;
    }
}
