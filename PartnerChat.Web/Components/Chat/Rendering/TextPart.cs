namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>What a part of a message's text is.</summary>
internal enum PartKind
{
    Text,
    Start,
    End,
}

/// <summary>A step through the text as it is rendered: characters, or where an element starts or ends.</summary>
/// <param name="Value">The characters, or the element's name.</param>
/// <param name="Detail">Where a link leads, or the number that was typed before an item; else null.</param>
internal readonly record struct TextPart(PartKind Kind, string? Value, string? Detail = null)
{
    public static TextPart End { get; } = new(PartKind.End, null);

    public static TextPart Text(string text) => new(PartKind.Text, text);

    public static TextPart Start(string element, string? detail = null) => new(PartKind.Start, element, detail);
}
