namespace PartnerChat.Data;

/// <summary>
/// The advisory locks of a database, each for one kind of work. They count on by themselves: no two kinds ever share a lock and keep each other from working.
/// </summary>
internal enum WorkLock : long
{
    Migration = 7_253_004_117,
    SearchIndex,
    Listings,

    /// <summary>Who is an admin: of two who take each other's role at once, the second has none any more.</summary>
    Admins,

    Retention,
}
