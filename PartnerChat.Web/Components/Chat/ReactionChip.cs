using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Components.Chat;

/// <summary>An emoji on a message. Where both put the same there is one chip.</summary>
/// <param name="IsOwn">Whether it is the viewer's: pressing it takes it off.</param>
/// <param name="IsTheirs">Whether it is the partner's.</param>
/// <param name="Label">Whose it is, and what pressing it does.</param>
public sealed record ReactionChip(string Emoji, bool IsOwn, bool IsTheirs, string Label)
{
    public static IEnumerable<ReactionChip> Of(MessageReactions reactions, PartnerSide viewer, BubbleWords words)
    {
        var (own, theirs) = (reactions.Of(viewer)?.Emoji, reactions.Of(viewer.Other())?.Emoji);
        if (theirs is not null && theirs == own)
        {
            yield return new ReactionChip(own, true, true, words.Message["ReactionOfBoth", own]);
            yield break;
        }

        if (theirs is not null) yield return new ReactionChip(theirs, false, true, words.Message["ReactionOfPartner", theirs, words.PartnerName]);
        if (own is not null) yield return new ReactionChip(own, true, false, words.Message["ReactionOfYours", own]);
    }
}
