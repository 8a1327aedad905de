namespace PartnerChat.Data;

/// <summary>The role as which the app works is not to be had, or is not what it should be; the message says what an administrator of the database does.</summary>
public sealed class AppRoleException : Exception
{
    private AppRoleException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal static AppRoleException IsMissing(string role, Exception refusal) => new(
        $"""
         PartnerChat works as a role of its own that cannot change the audit log, and this user may not make it. Let an administrator of the database do it once:
           CREATE ROLE {AppRoleSql.Identifier(role)} NOLOGIN;
           GRANT {AppRoleSql.Identifier(role)} TO {AppRoleSql.Identifier(UserOf(role))};
         (If the first says that the role is there already, the second is enough.)
         """, refusal);

    internal static AppRoleException MayTooMuch(string role) => new(
        $"""
         The role {AppRoleSql.Identifier(role)}, as which PartnerChat works, may do more than it should, or belongs to another:
         it may be no superuser, no member of other roles that own these tables, and may not change or remove rows of audit_entries and audit_reasons.
         """);

    private static string UserOf(string role) => role[..^"_app".Length];
}
