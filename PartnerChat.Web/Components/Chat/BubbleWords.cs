using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Chat;

/// <summary>What all bubbles of a view say, held once for all of them.</summary>
public sealed class BubbleWords(string partnerName, IStringLocalizer<ChatTexts> chat, IStringLocalizer<MessageTexts> message)
{
    public string PartnerName => partnerName;

    public string You { get; } = chat["You"];

    /// <summary>Before an own message, for who does not see on which side it stands.</summary>
    public string YouSay { get; } = $"{chat["You"]}: ";

    /// <summary>The same before one of the partner's.</summary>
    public string PartnerSays { get; } = $"{partnerName}: ";

    /// <summary>In the place of an own message that was deleted.</summary>
    public string YouDeleted => chat["YouDeleted"];

    /// <summary>The same for one of the partner's.</summary>
    public string Deleted => chat["MessageDeleted"];

    /// <summary>What is said of a message.</summary>
    public IStringLocalizer<MessageTexts> Message => message;
}
