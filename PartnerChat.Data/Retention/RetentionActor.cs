using PartnerChat.Data.Auditing;

namespace PartnerChat.Data.Retention;

/// <summary>The job that deletes what is due, as the audit log names it. No account has this id.</summary>
public static class RetentionActor
{
    public static readonly AuditActor Job = new(new Guid("00000000-0000-7000-8000-000000000001"), null);
}
