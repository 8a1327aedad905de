using System.Text;
using Bunit;
using CsCheck;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Tests.Web.Components.Chat.Rendering;
using PartnerChat.Web.Components.Chat.Rendering;

namespace PartnerChat.Tests.Properties;

public sealed class MessageTextProperties : PageContext
{
    private const string Marks = "*_`[]()>-#+!|~\\<&;:.1\"'";

    private static readonly Gen<string> Piece = Gen.Frequency(
        (12, Texts.OneOf([.. Marks.Select(c => c.ToString())])),
        (8, Texts.OneOf("a", "Bc", "d e", "é", "好", "😀", "7", "\u202E", "\u200B")),
        (5, Texts.OneOf(" ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\n> ", "\n- ", "\n1. ", "\n```\n", "```", "**", "__")),
        (1, Texts.OneOf("![a](b)", "[a]: b", "<b>", "<script>", "javascript:", "www.a.b")));

    private static readonly Gen<string> Address = Texts.OneOf(
        "https://a.example", "http://b.example/c_d_(e)?f=*g*", "[w](https://a.example)", "[b.example](https://a.example)", "[", "](", ")", "https://x@y.example", "https://", "[w](javascript:x)");

    private static readonly Gen<string> Text = Piece.List[1, 40].Select(pieces => string.Concat(pieces).Trim());

    [Fact]
    public void Read_AnyMarks_LosesNoneOfTheWords() => Text.Sample(
        text =>
        {
            var parts = MessageText.Read(text);

            if (parts is not null) Assert.Equal(WordsOf(text), WordsOf(Shown(parts)));
        },
        iter: Campaign.Count(2_000_000));

    [Fact]
    public void Read_AnyMarks_KeepsEachLineOfPlainText() => Text.Sample(
        text =>
        {
            var parts = MessageText.Read(text);

            if (parts is null || parts.Exists(p => p.Value is "code" or "blockquote" or "ul" or "ol" && p.Kind == PartKind.Start)) return;
            Assert.Equal(SpacesOf(text), SpacesOf(Shown(parts)));
        },
        iter: Campaign.Count(2_000_000));

    [Fact]
    public void Render_AnyMarksAndAddresses_MakesOnlyWhatIsAllowed() => Gen.Frequency((3, Piece), (1, Address)).List[1, 30].Select(string.Concat).Sample(
        text => Assert.Empty(Bubbles.Strangers(Bubbles.TextIn(this.Bubble(Talk.Message(1, content: text))))),
        iter: Campaign.Count(40_000),
        threads: 1);

    [Fact]
    public void Read_AnyText_LosesNoneOfTheWords() => Texts.Storable.Where(t => !t.Contains("](", StringComparison.Ordinal)).Sample(
        text => Assert.Equal(WordsOf(text), WordsOf(MessageText.Read(text) is { } parts ? Shown(parts) : text)),
        iter: Campaign.Count(100_000));

    private static string Shown(List<TextPart> parts) => string.Concat(parts.Select(p => p.Kind == PartKind.Text ? p.Value : p.Detail is { } number && p.Value == "li" ? number : ""));

    private static string WordsOf(string text) => string.Concat(text.EnumerateRunes().Where(r => !Rune.IsWhiteSpace(r) && !(r.IsAscii && Marks.Contains((char)r.Value) && r.Value != '1')));

    private static string SpacesOf(string text) => string.Concat(text.Where(char.IsWhiteSpace));
}
