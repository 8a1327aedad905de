using AngleSharp.Dom;
using Bunit;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat.Rendering;

/// <summary>Bubbles, and what stands in them.</summary>
internal static class Bubbles
{
    private static readonly string[] Allowed = ["br", "p", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "span", "a"];

    public static BubbleRow Row(MessageRecord message) => new(message, message.SenderId == PartnerSide.A, false, false, false, false, "09:41");

    public static IRenderedComponent<MessageBubble> Bubble(this BunitContext context, MessageRecord message) => context.Bubble(Row(message));

    public static IRenderedComponent<MessageBubble> Bubble(this BunitContext context, BubbleRow row) =>
        context.Render<MessageBubble>(p => p.Add(b => b.Row, row).Add(b => b.Words, new BubbleWords("Sami", Words.Of<ChatTexts>(), Words.Of<MessageTexts>())));

    public static IElement TextIn(IRenderedComponent<MessageBubble> bubble) => bubble.Find("[data-testid=message-text]");

    /// <summary>What there is in this text that may not be there.</summary>
    public static IEnumerable<string> Strangers(IElement text) => text.QuerySelectorAll("*").Where(e => !IsAllowed(e)).Select(e => e.OuterHtml);

    private static bool IsAllowed(IElement element) => Allowed.Contains(element.LocalName) && element.LocalName switch
    {
        "a" => IsSafe(element),
        "li" => element.Attributes.All(a => a.Name == "value" && a.Value.All(char.IsAsciiDigit)),
        _ => element.Attributes.Length == 0,
    };

    private static bool IsSafe(IElement link) =>
        Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", UserInfo: "", Host.Length: > 0 }
        && link.GetAttribute("href")!.All(c => c is > ' ' and < '\x7f' and not '\\' and not '@' || c == '@' && uri.PathAndQuery.Contains('@') || c == '@' && uri.Fragment.Contains('@'))
        && (link.GetAttribute("rel"), link.GetAttribute("target"), link.Attributes.Length) == ("noopener noreferrer", "_blank", 3)
        && link.QuerySelector("a") is null;
}
