namespace PartnerChat.Data.Accounts;

/// <summary>Whether somebody is in a relationship.</summary>
public enum AccountPlace
{
    Alone,
    Waiting,
    Together,
}

/// <summary>An account as the admin sees it.</summary>
/// <param name="LastSeenAt">To the hour; null if nobody has signed in yet.</param>
/// <param name="LockedAt">Null unless an admin keeps it closed.</param>
public sealed record AccountRow(Guid Id, string Email, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt, AccountPlace Place, bool IsAdmin, DateTimeOffset? LockedAt);

/// <summary>What the list orders by.</summary>
public enum AccountOrder
{
    Since,
    Email,
    LastSeen,
}

/// <summary>Which accounts the list shows.</summary>
public enum AccountKind
{
    All,
    Admins,
    Locked,
}

/// <summary>A page of the list that is asked for.</summary>
public sealed record AccountQuery(
    string? Search = null, AccountKind Kind = AccountKind.All, AccountOrder Order = AccountOrder.Since, bool Descending = true, int Skip = 0, int Take = 50);

/// <summary>How many accounts there are.</summary>
public sealed record AccountTotals(int All, int Admins, int Locked);
