namespace PartnerChat.Data.Retention;

/// <summary>By what a table says to which conversation its rows belong.</summary>
public enum ErasedBy
{
    Message,
    Conversation,
    Relationship,
}

/// <summary>A table of which a conversation's rows are erased.</summary>
public sealed record ErasedTable(string Name, ErasedBy By);

/// <summary>Everything that is stored of a conversation. A test holds that no table that names one is missing.</summary>
public static class ErasedTables
{
    /// <summary>What hangs on a message; goes with it.</summary>
    public static readonly IReadOnlyList<ErasedTable> OfMessages =
    [
        new("message_edits", ErasedBy.Message),
        new("message_reactions", ErasedBy.Message),
        new("message_stars", ErasedBy.Message),
    ];

    /// <summary>What hangs on the conversation or its relationship, in the order in which it goes, after the messages. The folded texts first.</summary>
    public static readonly IReadOnlyList<ErasedTable> OfConversations =
    [
        new("message_search_blocks", ErasedBy.Conversation),
        new("message_changes", ErasedBy.Conversation),
        new("notices", ErasedBy.Conversation),
        new("message_days", ErasedBy.Conversation),
        new("conversation_listings", ErasedBy.Conversation),
        new("invitations", ErasedBy.Relationship),
        new("relationship_members", ErasedBy.Relationship),
    ];

    /// <summary>The columns by which a row names what it belongs to.</summary>
    public static readonly IReadOnlyDictionary<ErasedBy, string> Columns = new Dictionary<ErasedBy, string>
    {
        [ErasedBy.Message] = "message_id",
        [ErasedBy.Conversation] = "conversation_id",
        [ErasedBy.Relationship] = "relationship_id",
    };

    /// <summary>The two tables that are erased by themselves, last.</summary>
    public static readonly IReadOnlyList<string> Roots = ["partner_messages", "partner_conversations"];
}
