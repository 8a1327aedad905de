namespace PartnerChat.Web.Resources;

/// <summary>The page of the audit log. Names the resource files.</summary>
public sealed class AuditTexts;
