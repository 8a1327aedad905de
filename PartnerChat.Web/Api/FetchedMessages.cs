using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Api;

/// <summary>What a partner has fetched has reached them.</summary>
internal static class FetchedMessages
{
    /// <summary>Marks the partner's messages among these, and none between them. Nobody waits for it: the page is there already.</summary>
    public static void MarkDelivered(this ChatService chat, Visit visit, IEnumerable<MessageRecord> fetched)
    {
        if (!visit.Membership.IsActive) return;
        var waiting = fetched.Where(m => m.SenderId != visit.Participant.Side && m.DeliveredAt is null && m.DeletedAt is null).Select(m => m.Seq).Order();
        foreach (var (after, upTo) in Ranges(waiting)) _ = chat.MarkDeliveredAsync(visit.Participant, after, upTo);
    }

    /// <summary>The unbroken rows of these numbers.</summary>
    /// <returns>For each its bounds: exclusive below, inclusive above.</returns>
    internal static IEnumerable<(long After, long UpTo)> Ranges(IEnumerable<long> rising)
    {
        (long After, long UpTo)? row = null;
        foreach (var number in rising)
        {
            if (row is { } done && done.UpTo + 1 != number)
            {
                yield return done;
                row = null;
            }

            row = (row?.After ?? number - 1, number);
        }

        if (row is { } last) yield return last;
    }
}
