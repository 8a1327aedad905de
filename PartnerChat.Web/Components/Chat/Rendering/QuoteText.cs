using System.Text;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>A message's text as a quote shows it: what it says, without its marks, each block on a line.</summary>
internal static class QuoteText
{
    public static string Of(string content)
    {
        if (MessageText.Read(content) is not { } parts) return content;
        var text = new StringBuilder(content.Length);
        foreach (var part in parts)
        {
            if (part.Kind == PartKind.Text) text.Append(part.Value);
            else if (part is { Kind: PartKind.Start, Value: "p" or "li" or "blockquote" or "pre" } && text.Length > 0 && text[^1] != '\n') text.Append('\n');
        }

        return text.ToString();
    }
}
