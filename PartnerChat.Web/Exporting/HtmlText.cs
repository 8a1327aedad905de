using PartnerChat.Web.Components.Chat.Rendering;

namespace PartnerChat.Web.Exporting;

/// <summary>A message's text on an exported page: the same parts as in its bubble.</summary>
internal static class HtmlText
{
    public static void Write(HtmlOutput html, string content, bool isPlain)
    {
        html.Markup("<div class=\"text\" dir=\"auto\">"u8);
        if (!isPlain && MessageText.Read(content) is { } parts) Write(html, parts);
        else html.Text(content);
        html.Markup("</div>"u8);
    }

    private static void Write(HtmlOutput html, List<TextPart> parts)
    {
        var open = new Stack<string>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case { Kind: PartKind.Text }:
                    html.Text(part.Value);
                    break;
                case { Kind: PartKind.End }:
                    html.Markup("</"u8).Markup(NameOf(open.Pop())).Markup(">"u8);
                    break;
                default:
                    open.Push(part.Value!);
                    Start(html, part);
                    break;
            }
        }
    }

    private static void Start(HtmlOutput html, TextPart part)
    {
        html.Markup("<"u8).Markup(NameOf(part.Value!));
        if (part is { Value: "a", Detail: { } address }) html.Markup(" href=\""u8).Text(address).Markup("\" target=\"_blank\" rel=\"noopener noreferrer nofollow\""u8);
        if (part is { Value: "li", Detail: { } number }) html.Markup(" value=\""u8).Text(number).Markup("\""u8);
        html.Markup(">"u8);
    }

    // All that a text may become, and nothing else.
    private static ReadOnlySpan<byte> NameOf(string element) => element switch
    {
        "a" => "a"u8,
        "blockquote" => "blockquote"u8,
        "code" => "code"u8,
        "em" => "em"u8,
        "li" => "li"u8,
        "ol" => "ol"u8,
        "p" => "p"u8,
        "pre" => "pre"u8,
        "span" => "span"u8,
        "strong" => "strong"u8,
        "ul" => "ul"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "No text makes such an element."),
    };
}
