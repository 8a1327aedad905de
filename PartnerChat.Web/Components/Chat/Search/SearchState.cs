using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Chat.Search;

/// <summary>What is searched and what was found, kept while the circuit lives. What happens in the conversation changes it: a deleted message is no hit any more.</summary>
public sealed class SearchState
{
    private List<SearchHit> _hits = [];

    /// <summary>Something that is shown is another.</summary>
    public event Action? Changed;

    /// <summary>What the hits are of; empty while nothing is searched.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SearchHit> Hits => _hits;

    public bool HasMore { get; private set; }

    /// <summary>The last question got no answer.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The older ones that are asked for next are before this place; null for the beginning.</summary>
    public long? Next => _hits.Count == 0 ? null : _hits[^1].Message.Seq;

    /// <summary>Takes the answer to a new question in place of what was there; null when there was none.</summary>
    public void Begin(string words, SearchPage? page)
    {
        (Words, _hits, HasMore, HasFailed) = (words, [.. page?.Hits ?? []], page?.HasMore ?? false, page is null);
        Changed?.Invoke();
    }

    /// <summary>Nothing is searched.</summary>
    public void Clear() => Begin("", new SearchPage([], HasMore: false));

    /// <summary>Takes older hits after those that there are; null when there was no answer.</summary>
    public void Append(SearchPage? page)
    {
        HasFailed = page is null;
        if (page is not null)
        {
            _hits.AddRange(page.Hits.Where(h => Next is not { } next || h.Message.Seq < next));
            HasMore = page.HasMore;
        }

        Changed?.Invoke();
    }

    /// <summary>Takes over what happened.</summary>
    public void Apply(ConversationEvent @event)
    {
        var message = @event switch { MessageSent sent => sent.Message, MessageChanged changed => changed.Message, _ => null };
        if (message is not null && Words.Length > 0 && Put(message)) Changed?.Invoke();
    }

    private bool Put(MessageRecord message)
    {
        var hit = SearchHit.Of(message, Words);
        var at = _hits.FindIndex(h => h.Message.Seq <= message.Seq);
        var isKnown = at >= 0 && _hits[at].Message.Seq == message.Seq;
        if (isKnown && _hits[at].Message.Content == hit?.Message.Content) return false;
        if (isKnown) _hits.RemoveAt(at);
        if (hit is null) return isKnown;
        // What is older than all of these comes with its page.
        if (at < 0 && HasMore) return false;
        _hits.Insert(at < 0 ? _hits.Count : at, hit);
        return true;
    }
}
