namespace PartnerChat.Web.Resources;

/// <summary>Keys and what they do.</summary>
/// <param name="Keys">As they are written on a keyboard.</param>
/// <param name="Text">The name of the text in <see cref="MessageTexts"/>.</param>
public sealed record KeyHelp(IReadOnlyList<string> Keys, string Text);

/// <summary>The keys of a message that has the focus (<c>js/message-keys.js</c>), in the order in which a help lists them.</summary>
public static class MessageKeys
{
    /// <summary>The name of the title over them.</summary>
    public const string Title = "Keys.Title";

    public static IReadOnlyList<KeyHelp> All { get; } =
    [
        new(["↑", "↓"], "Keys.Move"),
        new(["Home", "End"], "Keys.Ends"),
        new(["PgUp", "PgDn"], "Keys.Pages"),
        new(["Enter"], "Keys.Menu"),
        new(["R"], "Keys.Reply"),
        new(["H"], "Keys.Heart"),
        new(["+"], "Keys.React"),
        new(["C"], "Keys.Copy"),
        new(["E"], "Keys.Edit"),
        new(["S"], "Keys.Star"),
        new(["T"], "Keys.Times"),
        new(["D", "Del"], "Keys.Delete"),
        new(["Esc"], "Keys.Back"),
    ];
}
