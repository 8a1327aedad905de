using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PartnerChat.Data.Accounts;

/// <summary>A column that names an account.</summary>
internal sealed record AccountReference(string Table, string Column);

/// <summary>What the model says of accounts: which rows are theirs and go with them, and which keep them.</summary>
internal static class AccountReferences
{
    /// <summary>Rows that belong to an account: sessions, settings, passkeys, roles.</summary>
    public static IReadOnlyList<AccountReference> OwnRows(this ChatDbContext db) => [.. Of(db, f => f.DeleteBehavior == DeleteBehavior.Cascade)];

    /// <summary>Rows that others need and that name an account: their conversations.</summary>
    public static IReadOnlyList<AccountReference> KeepingRows(this ChatDbContext db) => [.. Of(db, f => f.DeleteBehavior == DeleteBehavior.Restrict)];

    private static IEnumerable<AccountReference> Of(ChatDbContext db, Func<IForeignKey, bool> matches) =>
        from key in db.Model.GetEntityTypes().SelectMany(t => t.GetForeignKeys())
        where key.PrincipalEntityType.ClrType == typeof(ApplicationUser) && matches(key)
        let table = StoreObjectIdentifier.Table(key.DeclaringEntityType.GetTableName()!)
        select new AccountReference(table.Name, key.Properties.Single().GetColumnName(table)!);
}
