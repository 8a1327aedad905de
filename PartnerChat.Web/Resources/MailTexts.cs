namespace PartnerChat.Web.Resources;

/// <summary>The words of mails.</summary>
public sealed class MailTexts;
