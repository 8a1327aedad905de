using System.Data.Common;

namespace PartnerChat.Web.Messaging;

internal static class StoreFaults
{
    /// <summary>Whether that is the database's: a driver whose connection breaks under it throws more than its own exceptions.</summary>
    public static bool IsDatabase(this Exception e) => e is DbException or { Source: "Npgsql" } or { InnerException: DbException };
}
